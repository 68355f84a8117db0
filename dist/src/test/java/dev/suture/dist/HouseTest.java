package dev.suture.dist;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which part of Suture may know which: arrows go downwards only. */
@AnalyzeClasses(packages = "dev.suture", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
    private static final String ELF = "dev.suture.elf..";
    private static final String DIFF = "dev.suture.diff..";
    private static final String NATIVE = "dev.suture.nativebridge..";
    private static final String PLUGIN_API = "dev.suture.plugin..";
    private static final String UPATCH = "dev.suture.upatch..";
    private static final String REPORT = "dev.suture.report..";
    private static final String BUILD = "dev.suture.build..";
    private static final String SOURCE = "dev.suture.source..";
    private static final String PACK = "dev.suture.pack..";
    private static final String MANAGER = "dev.suture.manager..";
    private static final String AGENT = "dev.suture.agent..";
    private static final String EXAMPLES = "dev.suture.examples..";
    private static final String CLI = "dev.suture.cli..";
    private static final String WORKBENCH = "dev.suture.workbench..";
    private static final String DIST = "dev.suture.dist..";
    private static final String OURS = "dev.suture..";

    private static ArchRule only(String area, String... mayUse) {
        String[] allowed = new String[mayUse.length + 1];
        allowed[0] = area;
        System.arraycopy(mayUse, 0, allowed, 1, mayUse.length);
        return noClasses()
                .that()
                .resideInAPackage(area)
                .should()
                .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAnyPackage(allowed))))
                // A part may still be empty; that every package belongs to a part is checked below.
                .allowEmptyShould(true);
    }

    @ArchTest
    static final ArchRule elfModelKnowsNobody = only(ELF);

    @ArchTest
    static final ArchRule diffEngineKnowsElf = only(DIFF, ELF);

    @ArchTest
    static final ArchRule nativeBridgeKnowsElf = only(NATIVE, ELF);

    @ArchTest
    static final ArchRule pluginApiKnowsTheDiffEngine = only(PLUGIN_API, DIFF, ELF);

    @ArchTest
    static final ArchRule pluginsKnowTheirApiAndLinuxButNotEachOther = only(UPATCH, PLUGIN_API, NATIVE, DIFF, ELF);

    @ArchTest
    static final ArchRule reportsTellOfComparisons = only(REPORT, PLUGIN_API, DIFF, ELF);

    @ArchTest
    static final ArchRule buildsOfHotPatchesServeTheFronts = only(BUILD, SOURCE, PACK, REPORT, PLUGIN_API, DIFF, ELF);

    @ArchTest
    static final ArchRule whatPreparesTheDistributionKnowsNobody = only(DIST);

    @ArchTest
    static final ArchRule sourceBuildsServePluginsWithoutKnowingThem = only(SOURCE, PLUGIN_API, DIFF, ELF);

    @ArchTest
    static final ArchRule patchPackagesKnowTheWordsOfPatches = only(PACK, PLUGIN_API);

    @ArchTest
    static final ArchRule patchManagerKnowsPluginsByTheirApi = only(MANAGER, PACK, PLUGIN_API, NATIVE, DIFF, ELF);

    @ArchTest
    static final ArchRule agentServesTheManager = only(AGENT, MANAGER, PACK, PLUGIN_API);

    @ArchTest
    static final ArchRule examplesStandAlone = only(EXAMPLES);

    @ArchTest
    static final ArchRule cliStandsOnTheAgent =
            only(CLI, AGENT, MANAGER, BUILD, PACK, SOURCE, REPORT, EXAMPLES, PLUGIN_API, DIFF, ELF);

    @ArchTest
    static final ArchRule workbenchStandsOnTheAgent =
            only(WORKBENCH, AGENT, MANAGER, BUILD, PACK, SOURCE, REPORT, EXAMPLES, PLUGIN_API, DIFF, ELF);

    @ArchTest
    static final ArchRule everyPackageIsOfAKnownPart = classes()
            .should()
            .resideInAnyPackage(
                    ELF,
                    DIFF,
                    NATIVE,
                    PLUGIN_API,
                    UPATCH,
                    SOURCE,
                    PACK,
                    BUILD,
                    REPORT,
                    MANAGER,
                    AGENT,
                    EXAMPLES,
                    CLI,
                    WORKBENCH,
                    DIST);

    @ArchTest
    static final ArchRule onlyTheWorkbenchKnowsJavaFx = noClasses()
            .that()
            .resideOutsideOfPackage(WORKBENCH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javafx..", "com.sun.javafx..", "org.fxmisc..", "org.controlsfx..", "atlantafx..", "org.kordamp..");

    @ArchTest
    static final ArchRule onlyTheNativeBridgeKnowsJna = noClasses()
            .that()
            .resideOutsideOfPackage(NATIVE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule onlyTheAgentKnowsItsProtocol = noClasses()
            .that()
            .resideOutsideOfPackage(AGENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.lsp4j..", "com.google.gson..");

    @ArchTest
    static final ArchRule onlyPatchPackagesKnowArchives = noClasses()
            .that()
            .resideOutsideOfPackage(PACK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.commons.compress..", "com.github.luben.zstd..", "org.eclipse.packager..");

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("dev.suture.(**)").should().beFreeOfCycles();
}
