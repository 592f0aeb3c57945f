package org.firenet.stability.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.firenet.array.ComplexArray;

/** The error of the network never crosses a bound whose constants are proved. */
class CertifiedRunPropertyTest {
  private static final int BLOCKS = 6;

  /** What the order of additions does to a number that equals its bound. */
  private static final double ROUNDING = 1 + 1e-9;

  /** What differences of objectives lose to rounding, as a share of the data. */
  private static final double ROUNDING_OF_GAP = 1e-12;

  private enum Truth {
    SPARSE,
    COMPRESSIBLE,
    DENSE
  }

  @Property(tries = 8, seed = "21")
  void errorsStayBelowTheBound(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 2) int levels,
      @ForAll boolean complex,
      @ForAll boolean weighted,
      @ForAll Truth kind,
      @ForAll @IntRange(min = 0, max = 2) int noise,
      @ForAll @IntRange(min = 1, max = 3) int lambdaShare) {
    List<Integer> counts = levels == 1 ? List.of(1) : List.of(1, 1);
    List<Integer> sizes = levels == 1 ? List.of(14) : List.of(4, 12);
    LocalSparsities sparsities =
        weighted ? LocalSparsities.weighted(counts) : LocalSparsities.unweighted(counts);
    SmallProblem small =
        SmallProblem.random(levels == 1 ? 10 : 14, sizes, sparsities, complex, seed);
    NullSpaceBound bound = small.bound();
    Assume.that(bound.holds());
    Certificate any = Certificate.of(sparsities, bound.property()).build();
    Certificate certificate =
        Certificate.of(sparsities, bound.property())
            .norm(NullSpaceBruteForce.norm(small.matrix()))
            .lambda(any.largestLambda() / lambdaShare)
            .build();
    Assume.that(certificate.inner() < 1000);
    Random random = new Random(seed);
    ComplexArray c =
        switch (kind) {
          case SPARSE -> small.sparse(random);
          case COMPRESSIBLE -> small.compressible(random);
          case DENSE -> SmallProblem.vector(small.levels().count(), random);
        };
    ComplexArray ac = small.data(c);
    ComplexArray y =
        SmallProblem.plus(
            ac, SmallProblem.vector(ac.count(), random), noise * 0.01 * ac.norm() / ac.count());

    CertifiedRun.Terms terms =
        CertifiedRun.Terms.of(
            certificate, small.levels(), small.problem(certificate), y, c, 1e-9 * y.norm());
    CertifiedRun run =
        CertifiedRun.of("reference", small.problem(certificate), y, c, terms, BLOCKS);

    assertEquals(BLOCKS * certificate.inner(), run.errors().length);
    for (int i = 0; i < run.errors().length; i++) {
      double gap = run.bounds()[i] / certificate.c3() - terms.bound().delta();
      assertTrue(run.gaps()[i] <= gap + ROUNDING_OF_GAP * y.norm(), "layer " + i + ": " + run);
      assertTrue(run.errors()[i] <= run.bounds()[i] * ROUNDING, "layer " + i + ": " + run);
    }
    for (int block = 1; block <= BLOCKS; block++) {
      double error = run.blockErrors().get(block - 1);
      assertTrue(error <= terms.bound().afterBlocks(block) * ROUNDING, "block " + block);
      double last = run.bounds()[block * run.inner() - 1];
      assertTrue(last <= terms.bound().afterBlocks(block) * ROUNDING, "block " + block);
    }
  }
}
