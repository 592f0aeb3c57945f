package org.firenet.network;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.transform.WalshOrder;

/** One problem with its answer in double precision, from an independent NumPy program. */
public final class GoldenCase {
  /** The folders under {@code org/firenet/golden}. */
  public static final List<String> NAMES =
      List.of(
          "fourier_haar_64",
          "fourier_db2_128",
          "sense_db4_96x80",
          "walsh_haar_64",
          "single_block_haar_64",
          "ergodic_haar_64",
          "warm_start_64",
          "unequal_steps_64",
          "shifted_sense_62x54");

  private final String name;
  private final Map<String, Object> parameters;

  private GoldenCase(String name) {
    this.name = name;
    try (InputStream in = GoldenCase.class.getResourceAsStream(resource("case.json"))) {
      this.parameters = JSON.std.mapFrom(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a case. */
  public static GoldenCase of(String name) {
    return new GoldenCase(name);
  }

  private String resource(String file) {
    return "/org/firenet/golden/" + name + "/" + file;
  }

  /** Path of one of its files. */
  public Path path(String file) {
    return Path.of(GoldenCase.class.getResource(resource(file)).getPath());
  }

  private Optional<ArrayFile> open(String array) {
    if (GoldenCase.class.getResource(resource(array + ".npy")) == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ArrayFile.open(path(array + ".npy")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of its complex arrays. */
  public Optional<ComplexArray> array(String array) {
    return open(array)
        .map(
            file -> {
              try {
                return file.complex().to(Precision.DOUBLE);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** A number of case.json. */
  public double number(String key) {
    return ((Number) parameters.get(key)).doubleValue();
  }

  /** A list of numbers of case.json. */
  public double[] numbers(String key) {
    return ((List<?>) parameters.get(key))
        .stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
  }

  /** Whether case.json has a key that is not null. */
  public boolean has(String key) {
    return parameters.get(key) != null;
  }

  /** The problem of the case. */
  public Problem problem() throws IOException {
    Shape image = array("image").orElseThrow().shape();
    Problem.Builder builder =
        Problem.of(image)
            .wavelet((String) parameters.get("wavelet"))
            .levels((int) number("levels"))
            .lambda(number("lam"));
    Mask mask = open("mask").orElseThrow().mask();
    builder.mask(mask);
    array("maps").ifPresent(builder::maps);
    Optional<ArrayFile> weights = open("weights");
    builder.weights(weights.isPresent() ? weights.get().real() : null);
    if (name.startsWith("walsh")) {
      builder.sampling(Sampling.walsh(WalshOrder.SEQUENCY));
    }
    return builder.build();
  }

  /** The parameters of the case. */
  public FirenetParameters parameters() {
    FirenetParameters.Builder builder =
        FirenetParameters.builder()
            .outer((int) number("outer"))
            .inner((int) number("inner"))
            .nu(number("nu"))
            .delta(number("delta"))
            .tau(number("tau"))
            .sigma(number("sigma"))
            .norm(number("norm_a"))
            .shifts(ShiftSequence.none());
    if (Boolean.FALSE.equals(parameters.get("restarts"))) {
      builder.ergodic((int) number("inner"));
    }
    if (has("shifts")) {
      List<int[]> shifts = new ArrayList<>();
      for (Object shift : (List<?>) parameters.get("shifts")) {
        shifts.add(((List<?>) shift).stream().mapToInt(v -> ((Number) v).intValue()).toArray());
      }
      builder.shifts(ShiftSequence.restart(shifts));
    }
    return builder.build();
  }

  /** The data, and the start where the case has one. */
  public PlanInput input() {
    PlanInput input = PlanInput.of(array("kspace").orElseThrow());
    array("start_image").ifPresent(input::startImage);
    return input.truth(array("truth").orElseThrow());
  }

  /** The answer. */
  public ComplexArray image() {
    return array("image").orElseThrow();
  }

  /** ‖actual − expected‖ / ‖expected‖, without the division if that is zero. */
  public static double relativeDifference(ComplexArray actual, ComplexArray expected) {
    double squared = 0;
    for (int i = 0; i < expected.count(); i++) {
      double re = actual.re(i) - expected.re(i);
      double im = actual.im(i) - expected.im(i);
      squared += re * re + im * im;
    }
    double norm = expected.norm();
    return Math.sqrt(squared) / (norm == 0 ? 1 : norm);
  }
}
