package org.firenet.cli;

import java.util.Optional;
import org.firenet.stability.certificate.Certificate;
import org.firenet.stability.certificate.CertifiedRun;
import org.firenet.stability.certificate.ErrorBound;
import org.firenet.stability.certificate.LocalSparsities;
import org.firenet.stability.certificate.NullSpaceBound;
import org.firenet.stability.certificate.SamplingCondition;

/** What {@code firenet certificate} found out; what was not asked for is absent. */
final class CertificateResult {
  final LocalSparsities sparsities;
  Optional<NullSpaceBound> nullSpace = Optional.empty();
  Optional<Certificate> certificate = Optional.empty();
  Optional<ErrorBound> bound = Optional.empty();
  Optional<CertifiedRun.Terms> terms = Optional.empty();
  Optional<CertifiedRun> run = Optional.empty();
  Optional<SamplingCondition> samples = Optional.empty();
  String noSamples = "";
  int outer;
  Optional<Double> target = Optional.empty();

  CertificateResult(LocalSparsities sparsities) {
    this.sparsities = sparsities;
  }
}
