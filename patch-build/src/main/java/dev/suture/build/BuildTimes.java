package dev.suture.build;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.suture.source.BuildStage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the stages took when they were last run in a work folder: by it the next build there knows what is ahead.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param stages by stage
 */
public record BuildTimes(int schemaVersion, Map<BuildStage, Took> stages) {
    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String FILE = "times.json";

    /** Nothing is known. */
    public static final BuildTimes NONE = new BuildTimes(SCHEMA_VERSION, Map.of());

    public BuildTimes {
        stages = Map.copyOf(stages);
    }

    /**
     * What one stage took.
     *
     * @param millis wall time
     * @param compilerCalls how often it called a compiler
     */
    public record Took(long millis, long compilerCalls) {}

    /** Those kept in a work folder; {@link #NONE} if there are none that can be read. */
    public static BuildTimes read(Path work) {
        Path file = work.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return NONE;
            }
            BuildTimes read = JSON.readValue(Files.readAllBytes(file), BuildTimes.class);
            return read.schemaVersion() == SCHEMA_VERSION ? read : NONE;
        } catch (JacksonException e) {
            return NONE;
        } catch (IOException e) {
            // They are only of use for telling what is ahead.
            return NONE;
        }
    }

    /** These, and of stages that were not run the former ones. */
    BuildTimes with(Map<BuildStage, Took> newer) {
        Map<BuildStage, Took> all = new EnumMap<>(BuildStage.class);
        all.putAll(stages);
        all.putAll(newer);
        return new BuildTimes(SCHEMA_VERSION, all);
    }

    void write(Path work) throws IOException {
        Path part = work.resolve(FILE + ".part");
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(ByteBuffer.wrap(JSON.writeValueAsBytes(this)));
            out.force(true);
        }
        Files.move(part, work.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
