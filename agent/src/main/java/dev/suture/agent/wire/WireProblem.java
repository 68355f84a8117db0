package dev.suture.agent.wire;

import dev.suture.manager.StoreProblem;
import java.nio.file.Path;

/** Something that is wrong with the store or an installed package. */
public record WireProblem(String folder, String message, String remedy) {
    public static WireProblem of(StoreProblem problem) {
        return new WireProblem(problem.folder().toString(), problem.message(), problem.remedy());
    }

    public StoreProblem problem() {
        return new StoreProblem(
                Path.of(Fields.required(folder, "folder")),
                Fields.required(message, "message"),
                Fields.required(remedy, "remedy"));
    }
}
