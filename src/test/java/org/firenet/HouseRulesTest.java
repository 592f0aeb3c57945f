package org.firenet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house: who may import whom, and what stays where. */
@AnalyzeClasses(packages = "org.firenet", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule DIRECTIONS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("array")
          .definedBy("org.firenet.array")
          .layer("scan")
          .definedBy("org.firenet.scan")
          .layer("transform")
          .definedBy("org.firenet.transform")
          .layer("operator")
          .definedBy("org.firenet.operator")
          .layer("network")
          .definedBy("org.firenet.network")
          .layer("derivative")
          .definedBy("org.firenet.derivative")
          .layer("backends")
          .definedBy("org.firenet.reference", "org.firenet.cpu", "org.firenet.cuda..")
          .layer("io")
          .definedBy("org.firenet.io..")
          .layer("mri")
          .definedBy(
              "org.firenet.mri",
              "org.firenet.sampling",
              "org.firenet.phantom",
              "org.firenet.metrics")
          .layer("acquisition")
          .definedBy("org.firenet.acquisition")
          .layer("stability")
          .definedBy("org.firenet.stability..")
          .layer("learned")
          .definedBy("org.firenet.learned")
          .layer("experiments")
          .definedBy("org.firenet.experiments..")
          .layer("pipeline")
          .definedBy("org.firenet.pipeline")
          .layer("report")
          .definedBy("org.firenet.report")
          .layer("selftest")
          .definedBy("org.firenet.selftest")
          .layer("cli")
          .definedBy("org.firenet.cli")
          .whereLayer("scan")
          .mayOnlyAccessLayers("array")
          .whereLayer("transform")
          .mayOnlyAccessLayers("array")
          .whereLayer("operator")
          .mayOnlyAccessLayers("array", "transform")
          .whereLayer("network")
          .mayOnlyAccessLayers("array", "transform", "operator")
          .whereLayer("derivative")
          .mayOnlyAccessLayers("array", "transform", "network")
          .whereLayer("derivative")
          .mayOnlyBeAccessedByLayers("backends")
          .whereLayer("backends")
          .mayOnlyAccessLayers("array", "transform", "operator", "network", "derivative", "mri")
          .whereLayer("io")
          .mayOnlyAccessLayers("array", "scan")
          .whereLayer("mri")
          .mayOnlyAccessLayers("array", "transform", "operator", "network")
          .whereLayer("acquisition")
          .mayOnlyAccessLayers("array", "scan", "mri", "io")
          .whereLayer("report")
          .mayOnlyAccessLayers("array", "scan", "io", "network", "stability")
          .whereLayer("pipeline")
          .mayOnlyAccessLayers(
              "array", "scan", "transform", "operator", "network", "mri", "io", "acquisition")
          .whereLayer("stability")
          .mayOnlyAccessLayers("array", "transform", "operator", "network", "mri")
          .whereLayer("learned")
          .mayOnlyAccessLayers(
              "array", "transform", "operator", "network", "mri", "io", "stability")
          .whereLayer("learned")
          .mayOnlyBeAccessedByLayers("experiments", "cli")
          .whereLayer("experiments")
          .mayOnlyAccessLayers(
              "array",
              "transform",
              "operator",
              "network",
              "mri",
              "stability",
              "learned",
              "io",
              "pipeline",
              "report")
          .whereLayer("experiments")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("selftest")
          .mayOnlyAccessLayers("array", "transform", "operator", "network")
          .whereLayer("selftest")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("backends")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule OF_BACKENDS_ONLY_DEVICES_KNOW_COILS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.firenet.reference",
              "org.firenet.cpu",
              "org.firenet.cuda.device",
              "org.firenet.cuda.kernels",
              "org.firenet.cuda.jcuda")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.firenet.mri",
              "org.firenet.sampling",
              "org.firenet.phantom",
              "org.firenet.metrics");

  @ArchTest
  static final ArchRule ND4J_STAYS_AT_THE_EDGE =
      noClasses()
          .that()
          .doNotHaveSimpleName("Nd4jArrays")
          .and()
          .resideOutsideOfPackage("org.firenet.learned")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nd4j..");

  @ArchTest
  static final ArchRule JCUDA_STAYS_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.firenet.cuda.jcuda")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jcuda..");

  @ArchTest
  static final ArchRule DEVICES_KNOW_NOTHING_OF_SOLVERS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.firenet.cuda.device", "org.firenet.cuda.kernels", "org.firenet.cuda.jcuda")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.firenet.cuda", "org.firenet.network", "org.firenet.operator");

  @ArchTest
  static final ArchRule DEVICES_ARE_INTERFACES_TO_PLANS =
      noClasses()
          .that()
          .resideInAnyPackage("org.firenet.cuda.device", "org.firenet.cuda.kernels")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.firenet.cuda.jcuda");

  @ArchTest
  static final ArchRule THE_NATIVE_LIBRARY_OF_HDF5_STAYS_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.firenet.io.hdf5")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule REFERENCE_SHARES_NO_CODE_WITH_WHAT_IT_JUDGES =
      noClasses()
          .that()
          .resideInAPackage("org.firenet.cpu")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.firenet.operator", "org.jtransforms..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.firenet.cli")
          .and()
          .doNotHaveFullyQualifiedName("org.firenet.learned.SilencedOutput")
          .should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule VECTOR_CODE_HAS_A_NAME =
      noClasses()
          .that()
          .haveSimpleNameNotStartingWith("SingleVector")
          .and()
          .haveSimpleNameNotStartingWith("DoubleVector")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator..");

  @ArchTest
  static final ArchRule NAMES_SAY_SOMETHING =
      classes()
          .should()
          .haveSimpleNameNotEndingWith("Utils")
          .andShould()
          .haveSimpleNameNotEndingWith("Manager")
          .andShould()
          .haveSimpleNameNotEndingWith("Impl")
          .andShould()
          .haveSimpleNameNotEndingWith("Helper");
}
