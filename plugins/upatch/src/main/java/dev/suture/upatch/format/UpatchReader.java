package dev.suture.upatch.format;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchReader;
import java.nio.file.Path;

/** Reads {@code .upatch} files for the rest of the house. */
public final class UpatchReader implements PatchReader {
    @Override
    public boolean recognises(Path file) {
        try {
            UpatchFile.open(file);
            return true;
        } catch (PatchException e) {
            return false;
        }
    }

    @Override
    public PatchInfo read(Path file) {
        return UpatchFile.open(file).info();
    }
}
