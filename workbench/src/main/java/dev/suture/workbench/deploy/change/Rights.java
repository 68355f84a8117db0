package dev.suture.workbench.deploy.change;

import dev.suture.workbench.deploy.change.Refusal.Way;
import dev.suture.workbench.deploy.service.ChangeOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The very commands by which somebody gets a right that was missing. */
final class Rights {
    private Rights() {}

    /** @param why the message of the refusal, which names the setting that stands in the way */
    static List<Way> ways(String why, Optional<ChangeOrder> order) {
        List<Way> ways = new ArrayList<>();
        if (why.contains("ptrace_scope is 1")) {
            ways.add(new Way("deploy.way.ptrace", "sudo sysctl kernel.yama.ptrace_scope=0"));
        }
        order.ifPresent(o -> {
            ways.add(new Way("deploy.way.sudo", "suture --sudo " + command(o)));
            ways.add(new Way("deploy.way.root", "sudo suture " + command(o)));
        });
        return ways;
    }

    /** By the file, as root keeps a store of its own. */
    private static String command(ChangeOrder order) {
        String pids = order.pids().stream().sorted().map(p -> " --pid " + p).collect(Collectors.joining());
        return order.action().word() + " " + quoted(order.patch().file().toString()) + pids;
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
