package org.firenet.stability.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.junit.jupiter.api.Test;

class CertifiedRunTest {
  private static final Shape IMAGE = Shape.of(7, 10);

  private final LocalSparsities sparsities = LocalSparsities.weighted(List.of(4, 12));
  private final Certificate certificate =
      Certificate.of(sparsities, new NullSpaceProperty(0.4, 1.2, false)).build();

  private Problem problem(double lambda) {
    Problem.Builder builder = Problem.of(IMAGE).levels(1).lambda(lambda);
    Problem plain = builder.build();
    return builder.weights(levels(plain).weights(plain.layout().padded(), sparsities)).build();
  }

  private static CoefficientLevels levels(Problem problem) {
    return CoefficientLevels.of(problem.layout(), 2);
  }

  private static ComplexArray image() {
    return SmallProblem.vector(IMAGE.count(), new Random(4)).reshape(IMAGE);
  }

  @Test
  void fullSamplingOfAPaddedImage() {
    Problem problem = problem(certificate.lambda());
    ComplexArray truth = image();
    ComplexArray kspace = problem.samplingOperator(null).forward(padded(problem, truth));
    CertifiedRun.Terms terms =
        CertifiedRun.Terms.of(certificate, levels(problem), problem, kspace, truth, 0);
    assertEquals(0, terms.residual(), 1e-12);
    assertEquals(truth.norm(), terms.truthNorm(), 1e-12);
    assertEquals(kspace.norm(), terms.bound().epsilon0(), 1e-12);
    assertEquals(2 * certificate.lambda() * terms.distance(), terms.bound().delta(), 1e-10);
    CertifiedRun run = CertifiedRun.of("reference", problem, kspace, truth, terms, 3);
    assertEquals(3, run.blockErrors().size());
    assertEquals(3 * certificate.inner(), run.bounds().length);
    assertTrue(run.largestShare() < 1, run::toString);
    assertTrue(run.backend().startsWith("reference"), run.backend());
  }

  private static ComplexArray padded(Problem problem, ComplexArray image) {
    Shape shape = problem.layout().padded();
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, shape);
    for (int i = 0; i < image.count(); i++) {
      int place = i / IMAGE.extent(1) * shape.extent(1) + i % IMAGE.extent(1);
      out.set(place, image.re(i), image.im(i));
    }
    return out;
  }

  @Test
  void whatWasNotSampledDoesNotCount() {
    boolean[] sampled = new boolean[IMAGE.count()];
    sampled[3] = true;
    Problem full = problem(certificate.lambda());
    Problem problem =
        Problem.of(IMAGE)
            .levels(1)
            .lambda(certificate.lambda())
            .weights(full.weights().orElseThrow())
            .mask(Mask.of(IMAGE, sampled))
            .build();
    ComplexArray kspace = image();
    CertifiedRun.Terms terms =
        CertifiedRun.Terms.of(certificate, levels(problem), problem, kspace, image(), 0);
    assertEquals(Math.hypot(kspace.re(3), kspace.im(3)), terms.bound().epsilon0(), 1e-12);
  }

  @Test
  void zeroDataGiveZeroAndStayBelowTheBound() {
    Problem problem = problem(certificate.lambda());
    ComplexArray zero = ComplexArray.zeros(Precision.DOUBLE, IMAGE);
    CertifiedRun.Terms terms =
        CertifiedRun.Terms.of(certificate, levels(problem), problem, zero, image(), 0);
    assertEquals(0, terms.bound().epsilon0());
    CertifiedRun run = CertifiedRun.of("reference", problem, zero, image(), terms, 2);
    for (double error : run.errors()) {
      assertEquals(image().norm(), error, 1e-9);
    }
    assertTrue(run.largestShare() < 1, run::toString);
  }

  @Test
  void badArgumentsAreNamed() {
    Problem problem = problem(certificate.lambda());
    ComplexArray kspace = image();
    ComplexArray zero = ComplexArray.zeros(Precision.DOUBLE, IMAGE);
    assertMessage("`truth`: all zero", () -> terms(problem, kspace, zero));
    assertMessage("`truth`: expected", () -> terms(problem, kspace, kspace.reshape(Shape.of(70))));
    assertMessage("`kspace`: expected", () -> terms(problem, kspace.reshape(Shape.of(70)), kspace));
    assertMessage("lambda: expected the certificate's", () -> terms(problem(1e-4), kspace, kspace));
    Problem ones = Problem.of(IMAGE).levels(1).lambda(certificate.lambda()).weights(null).build();
    assertMessage("`weights`: expected the certificate's", () -> terms(ones, kspace, kspace));
    assertMessage(
        "levels: expected 80 coefficients",
        () ->
            CertifiedRun.Terms.of(
                certificate,
                CoefficientLevels.ofSizes(List.of(20, 50)),
                problem,
                kspace,
                kspace,
                0));
    CertifiedRun.Terms terms = terms(problem, kspace, kspace);
    assertMessage(
        "outer: expected 1 to",
        () -> CertifiedRun.of("reference", problem, kspace, kspace, terms, 0));
    assertMessage(
        "outer: expected 1 to",
        () -> CertifiedRun.of("reference", problem, kspace, kspace, terms, 1_000_000));
  }

  private CertifiedRun.Terms terms(Problem problem, ComplexArray kspace, ComplexArray truth) {
    return CertifiedRun.Terms.of(certificate, levels(problem), problem, kspace, truth, 0);
  }

  private static void assertMessage(String part, Runnable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().contains(part), e::getMessage);
  }
}
