package dev.suture.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.PatchBuilder;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchPlugin;
import dev.suture.plugin.PatchReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class PluginsTest {
    private final List<String> problems = new ArrayList<>();

    private List<PatchPlugin> usable(Iterator<PatchPlugin> candidates) {
        return Plugins.usable(Plugins.withoutDuplicates(Plugins.builtIn(candidates)), problems::add);
    }

    @Test
    void skipsAndReportsAPluginOfAnotherInterfaceVersion() {
        PatchPlugin usable = new FakePlugin();
        List<PatchPlugin> candidates = List.of(new FromTheFuture(), usable);
        assertThat(usable(candidates.iterator())).containsExactly(usable);
        assertThat(problems).singleElement().asString().contains("tomorrow").contains("version 2");
    }

    @Test
    void aPluginThatDoesNotLoadIsReportedAndHidesNoOther() {
        PatchPlugin usable = new FakePlugin();
        Iterator<PatchPlugin> candidates = new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < 2;
            }

            @Override
            public PatchPlugin next() {
                if (at++ == 0) {
                    throw new ServiceConfigurationError("provider missing");
                }
                return usable;
            }
        };
        assertThat(usable(candidates)).containsExactly(usable);
        assertThat(problems).singleElement().asString().contains("provider missing");
    }

    @Test
    void ofTwoPluginsOfOneKindTheFirstIsUsed() {
        PatchPlugin first = new FakePlugin();
        assertThat(usable(List.of(first, (PatchPlugin) new FakePlugin()).iterator()))
                .containsExactly(first);
        assertThat(problems).hasSize(1);
    }

    @Test
    void theStoreLiesWhereTheEnvironmentSays() {
        assertThat(StoreLocation.of(Map.of("SUTURE_HOME", "/x"), true, "/root")).isEqualTo(Path.of("/x"));
        assertThat(StoreLocation.of(Map.of(), true, "/root")).isEqualTo(Path.of("/var/lib/suture"));
        assertThat(StoreLocation.of(Map.of("XDG_STATE_HOME", "/s"), false, "/home/u"))
                .isEqualTo(Path.of("/s/suture"));
        assertThat(StoreLocation.of(Map.of("XDG_STATE_HOME", "relative", "SUTURE_HOME", " "), false, "/home/u"))
                .isEqualTo(Path.of("/home/u/.local/state/suture"));
    }

    @Test
    void pluginsLieWhereTheEnvironmentSays() {
        assertThat(PluginLocation.of(Map.of("SUTURE_PLUGINS", "/a:/b"), "/home/u"))
                .containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(PluginLocation.of(Map.of("SUTURE_PLUGINS", ""), "/home/u")).isEmpty();
        assertThat(PluginLocation.of(Map.of("XDG_CONFIG_HOME", "/c"), "/home/u"))
                .containsExactly(Path.of("/c/suture/plugins"), Path.of("/usr/lib/suture/plugins"));
        assertThat(PluginLocation.of(Map.of("XDG_CONFIG_HOME", "relative"), "/home/u"))
                .first()
                .isEqualTo(Path.of("/home/u/.config/suture/plugins"));
    }

    private static final class FromTheFuture implements PatchPlugin {
        @Override
        public String kind() {
            return "tomorrow";
        }

        @Override
        public String description() {
            return "not for today";
        }

        @Override
        public int apiVersion() {
            return API_VERSION + 1;
        }

        @Override
        public PatchBuilder builder() {
            throw new AssertionError("must not be used");
        }

        @Override
        public PatchReader reader() {
            throw new AssertionError("must not be used");
        }

        @Override
        public PatchDriver driver() {
            throw new AssertionError("must not be used");
        }
    }
}
