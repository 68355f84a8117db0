package dev.suture.workbench.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.build.BuildInput;
import dev.suture.build.BuildOutput;
import dev.suture.plugin.PatchException;
import dev.suture.source.Source;
import dev.suture.source.TargetSearch.Candidate;
import dev.suture.source.TargetSearch.Found;
import dev.suture.workbench.DirectUi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WizardModelTest {
    private final DirectUi ui = new DirectUi();
    private final FakeBuildService service = new FakeBuildService();

    @TempDir
    Path folder;

    private WizardModel wizard;
    private Path tree;

    @BeforeEach
    void begin() throws Exception {
        tree = Files.createDirectory(folder.resolve("served-1.0"));
        wizard = new WizardModel(ui.background, service, new WorkFolders(folder.resolve("cache")), ui.messages);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private void good(ReadOnlyObjectProperty<Answer> answer) {
        ui.until(() -> !answer.get().checking());
        assertThat(answer.get().advice()).isEmpty();
    }

    private Advice bad(ReadOnlyObjectProperty<Answer> answer) {
        ui.until(() -> !answer.get().checking());
        assertThat(answer.get().advice()).isPresent();
        assertThat(answer.get().advice().get().remedy()).isNotBlank();
        return answer.get().advice().get();
    }

    @Test
    void aSourceFolderIsLookedAtForHowItIsBuilt() {
        assertThat(bad(wizard.source().answer()).text()).contains("Name the source folder");
        wizard.source().folder().set(folder.resolve("away").toString());
        assertThat(bad(wizard.source().answer()).text()).contains("There is no folder", "away");
        wizard.source().folder().set(tree.toString());
        good(wizard.source().answer());
        assertThat(wizard.source().answer().get().note()).isEqualTo("Make builds this folder.");
        assertThat(wizard.source().detection().get()).isPresent();

        service.detection = Optional.empty();
        wizard.source().folder().set(tree + "/");
        assertThat(bad(wizard.source().answer()).remedy()).contains("command");
        wizard.source().build().set("./build.sh");
        good(wizard.source().answer());
    }

    @Test
    void patchesAreTriedInTheirOrder() {
        wizard.source().folder().set(tree.toString());
        good(wizard.source().answer());
        assertThat(bad(wizard.patches().answer()).text()).contains("at least one");
        wizard.patches().add(List.of(Path.of("/one.patch"), Path.of("/two.patch"), Path.of("/three.patch")));
        wizard.patches().add(List.of(Path.of("/two.patch")));
        good(wizard.patches().answer());
        assertThat(wizard.patches().rows()).hasSize(3).allSatisfy(r -> {
            assertThat(r.state()).isEqualTo(PatchRow.State.APPLIES);
            assertThat(r.files()).hasSize(1);
        });
        service.failing = Set.of("two.patch");
        wizard.patches().move(0, 1);
        assertThat(bad(wizard.patches().answer()).text()).contains("hunk 1");
        assertThat(wizard.patches().rows())
                .extracting(r -> r.file().getFileName().toString(), PatchRow::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("two.patch", PatchRow.State.FAILS),
                        org.assertj.core.groups.Tuple.tuple("one.patch", PatchRow.State.UNTRIED),
                        org.assertj.core.groups.Tuple.tuple("three.patch", PatchRow.State.UNTRIED));
        wizard.patches().remove(0);
        good(wizard.patches().answer());
        wizard.patches().add(List.of(Path.of("/letter.txt")));
        assertThat(bad(wizard.patches().answer()).text()).contains("letter.txt is no source patch");
    }

    @Test
    void theMostLikelyTargetIsChosenAndAnotherStaysChosen() throws Exception {
        Path program = Path.of(ProcessHandle.current().info().command().orElseThrow());
        service.candidates = List.of(
                new Candidate(Path.of("/without-id"), Found.RUNNING, Optional.empty(), true),
                new Candidate(program, Found.IN_TREE, Optional.of("abc"), true));
        wizard.source().folder().set(tree.toString());
        ui.until(() -> wizard.target().target().get().equals(program.toString()));
        good(wizard.target().answer());

        service.unfit = Optional.of(new PatchException(
                PatchException.Kind.REFUSED, "target-stripped", "It is stripped.", "Give its debug file."));
        wizard.target().debugFile().set("/none");
        assertThat(bad(wizard.target().answer())).isEqualTo(new Advice("It is stripped.", "Give its debug file."));

        wizard.target().chooseLinked();
        good(wizard.target().answer());
        wizard.source().build().set("make all");
        good(wizard.source().answer());
        ui.until(() -> !wizard.target().searching().get());
        assertThat(wizard.target().whatIsLinked().get()).isTrue();

        Path text = Files.writeString(folder.resolve("text"), "no ELF");
        wizard.target().choose(text.toString());
        assertThat(bad(wizard.target().answer()).text()).contains("no program or library");
    }

    @Test
    void withNothingFoundWhatIsLinkedIsTheTarget() {
        wizard.source().folder().set(tree.toString());
        ui.until(() -> wizard.target().whatIsLinked().get());
        good(wizard.target().answer());
    }

    @Test
    void namesAndPlacesAreProposedUntilTheyAreChosen() {
        wizard.source().folder().set(tree.toString());
        wizard.patches().add(List.of(folder.resolve("CVE-1 fix.patch")));
        wizard.propose();
        assertThat(wizard.output().name().get()).isEqualTo("CVE-1-fix");
        assertThat(wizard.output().file()).isEqualTo(folder.resolve("CVE-1-fix.tar.zst"));
        assertThat(wizard.output().work().get())
                .startsWith(folder.resolve("cache").resolve("served-1.0-").toString());
        good(wizard.output().answer());
        wizard.output().name().set("mine");
        wizard.patches().remove(0);
        wizard.patches().add(List.of(folder.resolve("other.patch")));
        wizard.propose();
        assertThat(wizard.output().name().get()).isEqualTo("mine");
    }

    @Test
    void whatWillNotDoAsOutputIsSaidWithWhatToDo() throws Exception {
        wizard.output().folder().set(folder.toString());
        wizard.output().work().set(folder.resolve("work").toString());
        assertThat(bad(wizard.output().answer()).text()).contains("name");
        wizard.output().name().set("a/b");
        assertThat(bad(wizard.output().answer()).remedy()).contains("slash");
        wizard.output().name().set("white space");
        assertThat(bad(wizard.output().answer()).text()).contains("white space");
        wizard.output().name().set("fix");
        good(wizard.output().answer());
        wizard.output().key().set(folder.resolve("none.pem").toString());
        assertThat(bad(wizard.output().answer()).text()).contains("none.pem");
        wizard.output().kind().set(OutputPage.Kind.HOT_PATCH);
        good(wizard.output().answer());
        assertThat(wizard.output().file()).isEqualTo(folder.resolve("fix.upatch"));
        wizard.output().folder().set(folder.resolve("away").toString());
        assertThat(bad(wizard.output().answer()).text()).contains("There is no folder");
    }

    @Test
    void theOrderAndItsCommandSayWhatWasEntered() {
        wizard.source().folder().set(tree.toString());
        wizard.source().build().set(" make world ");
        wizard.patches().add(List.of(folder.resolve("fix.patch")));
        wizard.target().chooseLinked();
        wizard.propose();
        wizard.output().description().set("Mends it.");
        assertThat(wizard.order().input()).isInstanceOfSatisfying(BuildInput.FromSource.class, from -> {
            assertThat(from.request().source()).isEqualTo(new Source.Tree(tree));
            assertThat(from.request().patches()).containsExactly(folder.resolve("fix.patch"));
            assertThat(from.request().buildCommand()).contains("make world");
            assertThat(from.request().targets()).isEmpty();
            assertThat(from.request().work()).isPresent();
        });
        assertThat(wizard.order().output())
                .isInstanceOfSatisfying(
                        BuildOutput.PatchPackage.class,
                        out -> assertThat(out.labels().description()).contains("Mends it."));
        assertThat(wizard.commandLine())
                .startsWith("suture build")
                .contains("--source " + tree, "--build-command 'make world'", "--description 'Mends it.'");

        wizard.source().kind().set(SourceKind.BUILDS);
        wizard.source().base().set("/b");
        wizard.source().patched().set("/p");
        wizard.target().choose("/t");
        assertThat(wizard.order().input()).isInstanceOf(BuildInput.FromBuilds.class);
        assertThat(wizard.commandLine()).contains("--base /b", "--patched /p", "--target /t");
    }
}
