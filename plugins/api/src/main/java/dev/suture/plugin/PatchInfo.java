package dev.suture.plugin;

import java.util.List;

/**
 * What a hot patch says of itself.
 *
 * @param id a UUID in text form
 * @param name the name people gave it
 * @param kind the plugin's {@link PatchPlugin#kind()}
 * @param machine label of the architecture, e.g. {@code x86_64}
 * @param targetName file name of the target ELF
 * @param targetBuildId build-id of the target ELF in lower-case hex
 * @param functions the functions it replaces
 */
public record PatchInfo(
        String id,
        String name,
        String kind,
        String machine,
        String targetName,
        String targetBuildId,
        List<PatchedFunction> functions) {
    public PatchInfo {
        functions = List.copyOf(functions);
    }

    /**
     * One function a patch replaces.
     *
     * @param name symbol name
     * @param baseAddress its address in the target ELF, before load bias
     * @param baseSize its size in the target ELF in bytes
     * @param patchedSize the size of what replaces it in bytes
     */
    public record PatchedFunction(String name, long baseAddress, long baseSize, long patchedSize) {}
}
