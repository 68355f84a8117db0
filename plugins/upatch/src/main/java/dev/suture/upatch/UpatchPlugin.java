package dev.suture.upatch;

import dev.suture.plugin.PatchBuilder;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.PatchReader;
import dev.suture.upatch.build.UpatchBuilder;
import dev.suture.upatch.driver.UpatchDriver;
import dev.suture.upatch.format.UpatchReader;

/** The plugin for userspace programs. */
public final class UpatchPlugin implements PatchPlugin {
    /** One for all who ask: it remembers what it has read of files. */
    private final UpatchDriver driver = new UpatchDriver();

    @Override
    public String kind() {
        return "upatch";
    }

    @Override
    public String description() {
        return "Hot patches of userspace programs and libraries, from object files (SysCare's format)";
    }

    @Override
    public int apiVersion() {
        return API_VERSION;
    }

    @Override
    public PatchBuilder builder() {
        return new UpatchBuilder();
    }

    @Override
    public PatchReader reader() {
        return new UpatchReader();
    }

    @Override
    public PatchDriver driver() {
        return driver;
    }
}
