package dev.netgen.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between modules and packages, and what only some of them may touch. */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final String CLI = "dev.netgen.cli..";
  private static final String CAPTURE = "dev.netgen.capture..";

  private JavaClasses netgen;

  @BeforeAll
  void scan() {
    netgen =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.netgen");
  }

  /** A rule over no classes passes, so first: they are there. */
  @ParameterizedTest
  @CsvSource({"model, 30", "capture, 10", "analyzer, 60", "generator, 30", "report, 3", "cli, 8"})
  void everyModuleWasScanned(String module, int atLeast) {
    DescribedPredicate<JavaClass> inModule = resideInAPackage("dev.netgen." + module + "..");
    assertThat(netgen.that(inModule)).hasSizeGreaterThanOrEqualTo(atLeast);
  }

  @ParameterizedTest
  @CsvSource({
    "model, capture analyzer generator report cli",
    "capture, analyzer generator report cli",
    "analyzer, capture generator report cli",
    "generator, capture analyzer report cli",
    "report, capture analyzer generator cli"
  })
  void modulesKnowOnlyWhatIsBelowThem(String module, String others) {
    holds(
        noClasses()
            .that()
            .resideInAPackage("dev.netgen." + module + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                Stream.of(others.split(" "))
                    .map(other -> "dev.netgen." + other + "..")
                    .toArray(String[]::new)));
  }

  @Test
  void packagesHaveNoCycles() {
    holds(slices().matching("dev.netgen.(**)").should().beFreeOfCycles());
  }

  @ParameterizedTest
  @CsvSource({
    "org.pcap4j.., dev.netgen.capture..",
    "com.github.dockerjava.., dev.netgen.capture..",
    "com.sun.jna.., dev.netgen.capture..",
    "io.fabric8.., dev.netgen.generator..",
    "picocli.., dev.netgen.cli..",
    "me.tongfei.., dev.netgen.cli.."
  })
  void librariesStayInOneModule(String library, String module) {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(module)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  /** The evaluator proves what the emitters wrote; code they shared would hide its own mistakes. */
  @ParameterizedTest
  @CsvSource({
    "verify, kubernetes",
    "verify, docker",
    "verify, selector",
    "kubernetes, verify",
    "docker, verify",
    "selector, verify",
    "verify, nftables",
    "nftables, verify",
    "verify, cilium",
    "verify, calico",
    "cilium, verify",
    "calico, verify"
  })
  void evaluatorsAndEmittersShareNothing(String one, String other) {
    holds(
        noClasses()
            .that()
            .resideInAPackage("dev.netgen.generator." + one + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.netgen.generator." + other + "..")
            .allowEmptyShould(true));
  }

  /**
   * Of what emitters and evaluators both see, the evaluators use the request and the files alone.
   */
  @Test
  void evaluatorsDoNotUseTheEmittersTools() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("dev.netgen.generator.verify..")
            .should()
            .dependOnClassesThat(
                nameMatching(
                    "dev\\.netgen\\.generator\\.target"
                        + "\\.(?!GeneratedFile|GenerationRequest|package-info).*")));
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .orShould()
            .callMethodWhere(calls("java.lang.(System|Runtime)", "exit|halt")));
  }

  @Test
  void onlyCommandLineAndCaptureReadTheClock() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(CLI, CAPTURE)
            .should()
            .callMethodWhere(calls("java.time..*", "now|system.*|tick.*"))
            .orShould()
            .callMethodWhere(calls("java.lang.System", "currentTimeMillis|nanoTime"))
            .orShould()
            .callConstructor(java.util.Date.class));
  }

  @Test
  void onlyCommandLineAndCaptureTouchTheNetwork() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(CLI, CAPTURE)
            .should()
            .dependOnClassesThat(
                nameMatching(
                    "java.net.(.*Socket.*|.*Connection|URL)|java.net.http..*"
                        + "|java.nio.channels.(.*Socket|Datagram).*"))
            .orShould()
            .callMethodWhere(calls("java.net.Inet.*Address", "getByName|getAllByName|getLocalHost"))
            .orShould()
            .dependOnClassesThat(nameMatching("java.lang.Process(Builder)?")));
  }

  @Test
  void modelStartsNoThread() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("dev.netgen.model..")
            .should()
            .dependOnClassesThat(nameMatching("java.lang.Thread|java.util.concurrent.Exec.*")));
  }

  @Test
  void noMutableStatics() {
    holds(fields().that().areStatic().should(new BeConstant()));
  }

  @Test
  void noClassIsABag() {
    holds(noClasses().should().haveNameMatching(".*(Utils?|Helpers?)(\\$.*)?"));
  }

  private void holds(ArchRule rule) {
    rule.check(netgen);
  }

  private static DescribedPredicate<JavaMethodCall> calls(String owners, String methods) {
    return DescribedPredicate.describe(
        owners + "." + methods,
        call ->
            call.getTargetOwner().getName().matches(owners)
                && call.getTarget().getName().matches(methods));
  }
}
