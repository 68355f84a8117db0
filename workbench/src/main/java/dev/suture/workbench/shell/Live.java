package dev.suture.workbench.shell;

import dev.suture.workbench.demo.DemoSession;
import dev.suture.workbench.demo.LiveAnswers;

/** The example's service and its answers. */
public record Live(DemoSession session, LiveAnswers answers) {}
