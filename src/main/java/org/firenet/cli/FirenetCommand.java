package org.firenet.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code firenet}: the root of all commands. */
@Command(
    name = "firenet",
    description = "Reconstructs images from few, noisy samples, fast and stably (FIRENETs).",
    subcommands = {
      ReconCommand.class,
      MapsCommand.class,
      CompareCommand.class,
      SimulateCommand.class,
      MaskCommand.class,
      WeightsCommand.class,
      InfoCommand.class,
      ViewCommand.class,
      DemoCommand.class,
      PlanCommand.class,
      CertificateCommand.class,
      BackendsCommand.class,
      AuditCommand.class,
      AttackCommand.class,
      SelfTestCommand.class,
      ExperimentCommand.class,
      GenerateCompletion.class
    },
    versionProvider = Version.class,
    footer = {
      "",
      "Begin with:",
      "  firenet demo                          a real scan, from samples to report",
      "  firenet recon kspace.npy -o image.npy your own data, [coil, ky, kx]",
      "  firenet simulate -o scan.npy          a phantom, to try things out",
      "  firenet recon --help                  all that can be chosen",
      "",
      "Exit codes: 0 done, 2 wrong usage, 3 unusable input, 4 no device, 70 a defect.",
      "Completion for bash and zsh: source <(firenet generate-completion)"
    })
final class FirenetCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // read by picocli
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // read by picocli
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
