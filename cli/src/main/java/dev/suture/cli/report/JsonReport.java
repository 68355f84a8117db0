package dev.suture.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.manager.PackageOrigin;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoreProblem;
import dev.suture.manager.StoredPatch;
import dev.suture.manager.WantedState;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchState;
import java.util.List;

/** What Suture keeps and deploys as JSON, for scripts. Fields are only ever added within one {@code schemaVersion}. */
public final class JsonReport {
    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    /**
     * The patches of the store, with what is wanted of them, and the installed ones that it does not have, with their state.
     */
    public static String list(
            List<StoredPatch> patches,
            List<WantedState> wanted,
            List<PatchStatus> installed,
            List<StoreProblem> problems)
            throws JsonProcessingException {
        ObjectNode root = root();
        ArrayNode nodes = root.putArray("patches");
        for (StoredPatch patch : patches) {
            ObjectNode node = nodes.addObject();
            patch(patch, node);
            PatchState state = wanted.stream()
                    .filter(w -> w.patchId().equals(patch.id()))
                    .map(WantedState::state)
                    .findFirst()
                    .orElse(PatchState.NOT_APPLIED);
            node.put("wanted", state.label());
        }
        for (PatchStatus status : installed) {
            ObjectNode node = nodes.addObject();
            patch(status.patch(), node);
            node.put("state", status.state().label());
        }
        problems(problems, root);
        return write(root);
    }

    /** How patches stand. */
    public static String status(List<PatchStatus> statuses, List<StoreProblem> problems)
            throws JsonProcessingException {
        ObjectNode root = root();
        ArrayNode nodes = root.putArray("patches");
        for (PatchStatus status : statuses) {
            ObjectNode node = nodes.addObject();
            patch(status.patch(), node);
            node.put("state", status.state().label())
                    .put("wanted", status.wanted().label());
            ArrayNode processes = node.putArray("processes");
            for (PatchStatus.ProcessState p : status.processes()) {
                ObjectNode process = processes.addObject();
                PatchJson.process(p.process(), process);
                process.put("state", p.state().label()).put("wanted", p.wanted().label());
            }
        }
        problems(problems, root);
        return write(root);
    }

    static void patch(StoredPatch patch, ObjectNode node) {
        PatchInfo info = patch.info();
        node.put("id", info.id())
                .put("name", info.name())
                .put("label", patch.label())
                .put("kind", info.kind())
                .put("machine", info.machine())
                .put("target", info.targetName())
                .put("buildId", info.targetBuildId())
                .put("file", patch.file().toString())
                .put("added", patch.added().isEmpty() ? null : patch.added())
                .put("package", patch.origin().map(PackageOrigin::label).orElse(null))
                .put("installedOnly", patch.added().isEmpty());
        ArrayNode functions = node.putArray("functions");
        info.functions()
                .forEach(f -> functions
                        .addObject()
                        .put("name", f.name())
                        .put("baseAddress", f.baseAddress())
                        .put("baseSize", f.baseSize())
                        .put("patchedSize", f.patchedSize()));
    }

    static void problems(List<StoreProblem> problems, ObjectNode root) {
        ArrayNode nodes = root.putArray("problems");
        problems.forEach(p -> nodes.addObject()
                .put("folder", p.folder().toString())
                .put("message", p.message())
                .put("remedy", p.remedy()));
    }

    static ObjectNode root() {
        return JSON.createObjectNode().put("schemaVersion", SCHEMA_VERSION);
    }

    static String write(ObjectNode root) throws JsonProcessingException {
        return JSON.writeValueAsString(root);
    }
}
