package dev.suture.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * The commands by name, in the order in which help lists them. Reading the options of all of them takes longer than
 * most commands do, so only the one that is asked for is read.
 */
final class Commands {
    private static final Map<String, Class<?>> BY_NAME = byName();

    private Commands() {}

    private static Map<String, Class<?>> byName() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("diff", DiffCommand.class);
        commands.put("elf", ElfCommand.class);
        commands.put("build", BuildCommand.class);
        commands.put("package", PackageCommand.class);
        commands.put("check", CheckCommand.class);
        commands.put("apply", ApplyCommand.class);
        commands.put("active", ActiveCommand.class);
        commands.put("deactive", DeactiveCommand.class);
        commands.put("accept", AcceptCommand.class);
        commands.put("remove", RemoveCommand.class);
        commands.put("status", StatusCommand.class);
        commands.put("history", HistoryCommand.class);
        commands.put("list", ListCommand.class);
        commands.put("info", InfoCommand.class);
        commands.put("target", TargetCommand.class);
        commands.put("save", SaveCommand.class);
        commands.put("restore", RestoreCommand.class);
        commands.put("rescan", RescanCommand.class);
        commands.put("recover", RecoverCommand.class);
        commands.put("plugins", PluginsCommand.class);
        commands.put("forget", ForgetCommand.class);
        commands.put("agent", AgentCommand.class);
        commands.put("open", OpenCommand.class);
        commands.put("demo", DemoCommand.class);
        commands.put(CompletionCommand.NAME, CompletionCommand.class);
        return Collections.unmodifiableMap(commands);
    }

    /** The program with all its commands: what help and completion tell of. */
    static CommandLine all(Object program) {
        CommandLine commandLine = new CommandLine(program);
        BY_NAME.forEach(commandLine::addSubcommand);
        return commandLine;
    }

    /** The program with the command that the arguments name alone; with all where they name none. */
    static CommandLine wanted(Object program, String... arguments) {
        return named(arguments)
                .map(name -> new CommandLine(program).addSubcommand(name, BY_NAME.get(name)))
                .orElseGet(() -> all(program));
    }

    private static Optional<String> named(String... arguments) {
        for (String argument : arguments) {
            if (!argument.startsWith("-")) {
                boolean alone = BY_NAME.containsKey(argument) && !argument.equals(CompletionCommand.NAME);
                return alone ? Optional.of(argument) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
