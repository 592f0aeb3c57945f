package org.firenet.cli;

import java.util.function.Consumer;
import org.firenet.network.PlanOptions;
import org.firenet.pipeline.PreparedImage;
import org.firenet.pipeline.ReconstructionSettings;
import org.firenet.stability.Audit;
import org.firenet.stability.AuditCost;
import org.firenet.stability.AuditParameters;
import org.firenet.stability.AuditResult;

/**
 * The audit of an image as the settings of a reconstruction would make it.
 *
 * @param settings of the reconstruction
 * @param backend its name, or {@code auto}
 * @param options precision and threads
 * @param parameters of the audit
 */
record AuditRun(
    ReconstructionSettings settings,
    String backend,
    PlanOptions options,
    AuditParameters parameters) {

  /** Runs it; {@code told} hears of the work ahead. */
  AuditOutput run(PreparedImage image, ProgressBarDisplay progress, Consumer<AuditCost> told) {
    AuditResult result =
        new Audit(image.problem(), settings.parameters(), backend, options, parameters)
            .costTo(
                cost -> {
                  progress.clear();
                  told.accept(cost);
                })
            .progress(progress::report)
            .run(image.kspace(), image.maps().orElse(null), image.truth().orElse(null));
    progress.clear();
    return new AuditOutput(image, result, settings);
  }
}
