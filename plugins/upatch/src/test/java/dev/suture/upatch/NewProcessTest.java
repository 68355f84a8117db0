package dev.suture.upatch;

import dev.suture.plugin.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewProcessTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"linked", "dlopen", "noctor"})
    void lib(String kind) throws Exception {
        SmallBuild build = new SmallBuild(folder)
                .with(
                        "ctor",
                        kind.equals("noctor")
                                ? "int x;"
                                : "#include <stdio.h>\nint answer(char*s);__attribute__((constructor)) static void init(void){printf(\"ctor %d\\n\",answer(\"abcd\"));}")
                .with(
                        "answer",
                        "#include <string.h>\n__attribute__((noinline)) int answer(char*s){return 41*(strlen(s)>3);}",
                        "#include <string.h>\n__attribute__((noinline)) int answer(char*s){return 42*(strlen(s)>3)+strlen(strchr(s,'p')?s:\"\");}");
        build.compiledWith("-fPIC");
        build.linkedWith("-shared");
        if (kind.equals("noctor")) build.linkedWith("-nostartfiles");
        BuiltPatch built = build.build();
        Path user = folder.resolve("user");
        Files.writeString(
                folder.resolve("user.c"),
                kind.equals("dlopen")
                        ? "#include <stdio.h>\n#include <dlfcn.h>\nint main(int c,char**v){puts(\"started\");void*h=dlopen(\""
                                + build.target()
                                + "\",RTLD_LAZY);int(*f)(char*)=dlsym(h,\"answer\");printf(\"%d\\n\",f(\"xyzt\"));return 0;}"
                        : kind.equals("noctor")
                                ? "#include <stdio.h>\n#include <unistd.h>\nint answer(char*s);int main(int c,char**v){for(int i=0;i<300;i++){printf(\"%d\\n\",answer(\"xyzt\"));if(answer(\"xyzt\")!=41)return 0;usleep(1000);}return 0;}"
                                : "#include <stdio.h>\nint answer(char*s);int main(int c,char**v){printf(\"%d\\n\",answer(\"xyzt\"));return 0;}");
        SmallBuild.run(
                List.of(
                        "gcc",
                        "-o",
                        user.toString(),
                        user + ".c",
                        kind.equals("dlopen") ? "-ldl" : build.target().toString()),
                folder);
        Path patch = folder.resolve("small.upatch");
        List<StartedProcess> patched = new CopyOnWriteArrayList<>();
        List<PatchException> failed = new CopyOnWriteArrayList<>();
        ProcessWatchListener listener = new ProcessWatchListener() {
            public void patched(StartedProcess p) {
                patched.add(p);
            }

            public void failed(int pid, PatchException p) {
                failed.add(p);
                p.printStackTrace();
            }
        };
        try (ProcessWatch watch = new UpatchPlugin()
                .driver()
                .watch(new WatchRequest(build.target(), List.of(patch)), listener)
                .orElseThrow()) {
            System.out.println(kind + watch.mode() + ": " + watch.promise());
            Process shell = new ProcessBuilder("sh", "-c", "for i in $(seq 10); do " + user + "; done").start();
            System.out.println(
                    new String(shell.getInputStream().readAllBytes()).lines().toList());
            watch.settle();
            System.out.println(patched.stream()
                    .map(p -> p.mode() + " " + p.held().toMillis())
                    .toList());
        }
    }
}
