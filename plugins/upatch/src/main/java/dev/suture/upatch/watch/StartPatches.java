package dev.suture.upatch.watch;

import dev.suture.nativebridge.AddressRange;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.Tracee;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.WatchRequest.OptionsFor;
import java.util.List;
import java.util.function.UnaryOperator;

/** The patches of one target that a process gets together, in order. Safe for use by several threads. */
public interface StartPatches {
    boolean isEmpty();

    /** The functions they replace, as the target has them, before load bias. */
    List<AddressRange> replaced();

    /** The runs of the target there are now and that may be looked at. */
    List<Run> runs();

    /**
     * Puts all patches in and switches each on, those excepted that are on already.
     *
     * @param held whether a thread of the process is held stopped
     * @param limits what is to be different from the options
     * @return what was done, in order
     * @throws PatchException as loading and switching on do; the patches before the one that failed stay
     */
    List<ChangeReport> putInto(Tracee tracee, boolean held, OptionsFor options, UnaryOperator<DriverOptions> limits);

    /** What the native bridge found, in the words of the plugin interface. */
    PatchException explain(ProcessAccessException e);

    /**
     * One run of the target: a process that maps it, told from the next program that the same process starts.
     *
     * @param process the process
     * @param places where the target and the kernel's own code lie in it, which exec(2) chooses anew
     */
    record Run(LinuxProcess process, List<Long> places) {}
}
