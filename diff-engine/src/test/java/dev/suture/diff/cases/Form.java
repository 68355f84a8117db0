package dev.suture.diff.cases;

import java.util.List;

/** What a compiler can be told to make of one source: each divides a program into items in another way. */
enum Form {
    /** A section for each function and datum: how hot patches are built. */
    SECTIONS(false, "-ffunction-sections", "-fdata-sections", "-c"),
    /** Functions share a section, and so do data: how distributions build. */
    PLAIN_OBJECT(false, "-c"),
    SHARED_LIBRARY(false, "-fPIC", "-shared"),
    PIE(true, "-fPIE", "-pie"),
    /** Addresses are known when it is linked: code holds them as numbers. */
    FIXED_EXECUTABLE(true, "-fno-pie", "-no-pie");

    private final boolean program;
    private final List<String> flags;

    Form(boolean program, String... flags) {
        this.program = program;
        this.flags = List.of(flags);
    }

    /** Whether it needs a {@code main}. */
    boolean isProgram() {
        return program;
    }

    boolean isLinked() {
        return !flags.contains("-c");
    }

    List<String> flags() {
        return flags;
    }
}
