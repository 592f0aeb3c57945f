package org.firenet.pipeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.mri.CgSense;
import org.firenet.mri.EspiritParameters;
import org.firenet.network.Defaults;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Sampling;
import org.firenet.transform.WaveletLayout;

/** What to do with a scan; everything not set has its default. */
public final class ReconstructionSettings {
  private Method method = Method.FIRENET;
  private CoilMaps maps = new CoilMaps.Automatic();
  private EspiritParameters espirit = EspiritParameters.defaults();
  private CgSense.Parameters sense = CgSense.Parameters.defaults();
  private Mask mask;
  private Sampling sampling = Sampling.fourier();
  private String wavelet = Defaults.WAVELET;
  private OptionalInt levels = OptionalInt.empty();
  private Function<WaveletLayout, RealArray> weights = Defaults::weights;
  private String weightsName = "by sub-band";
  private double lambda = Defaults.LAMBDA;
  private FirenetParameters parameters = FirenetParameters.defaults();
  private String backend = "auto";
  private String fallback;
  private int verify;
  private Precision precision = Precision.SINGLE;
  private int threads;
  private boolean history;
  private boolean zeroFilled;
  private boolean separateReadout = true;
  private int virtualCoils;
  private CoilCombining combining = CoilCombining.ROOT_SUM_OF_SQUARES;
  private ComplexArray start;
  private ComplexArray startCoefficients;
  private ComplexArray truth;

  /** Sets the method. */
  public ReconstructionSettings method(Method value) {
    method = value;
    return this;
  }

  /** Sets where sensitivities come from. */
  public ReconstructionSettings maps(CoilMaps value) {
    maps = value;
    return this;
  }

  /** Sets how ESPIRiT estimates sensitivities. */
  public ReconstructionSettings espirit(EspiritParameters value) {
    espirit = value;
    return this;
  }

  /** Sets when conjugate gradients stop, for {@link Method#SENSE}. */
  public ReconstructionSettings sense(CgSense.Parameters value) {
    sense = value;
    return this;
  }

  /** Sets the mask of all slices; without one, what is not zero counts as sampled. */
  public ReconstructionSettings mask(Mask value) {
    mask = value;
    return this;
  }

  /** Sets the sampling transform. */
  public ReconstructionSettings sampling(Sampling value) {
    sampling = value;
    return this;
  }

  /** Sets the wavelet. */
  public ReconstructionSettings wavelet(String value) {
    wavelet = value;
    return this;
  }

  /** Sets the number of wavelet levels. */
  public ReconstructionSettings levels(int value) {
    levels = OptionalInt.of(value);
    return this;
  }

  /**
   * Sets the weights of the coefficients.
   *
   * @param name what to call them in records
   * @param value the weights for a layout; null for ones
   */
  public ReconstructionSettings weights(String name, Function<WaveletLayout, RealArray> value) {
    weightsName = name;
    weights = value;
    return this;
  }

  /** Sets λ. */
  public ReconstructionSettings lambda(double value) {
    lambda = value;
    return this;
  }

  /** Sets the parameters of the network. */
  public ReconstructionSettings parameters(FirenetParameters value) {
    parameters = value;
    return this;
  }

  /** Sets the backend by name, or {@code auto}. */
  public ReconstructionSettings backend(String value) {
    backend = value;
    return this;
  }

  /**
   * Sets the backend that repeats everything if the first one fails or can not be used; null, the
   * default, for none.
   */
  public ReconstructionSettings fallback(String value) {
    fallback = value;
    return this;
  }

  /**
   * Sets how many images, spread over the scan, are solved again by the reference; 0, the default,
   * for none. A difference beyond rounding is a failure of the backend.
   */
  public ReconstructionSettings verify(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("verify: expected 0 or more, got " + value);
    }
    verify = value;
    return this;
  }

  /** Sets the precision of the arithmetic; the reference backend is double in any case. */
  public ReconstructionSettings precision(Precision value) {
    precision = value;
    return this;
  }

  /** Sets the number of threads; 0 for all. */
  public ReconstructionSettings threads(int value) {
    threads = value;
    return this;
  }

  /** Sets whether the history of every image is recorded; it costs about as much as the image. */
  public ReconstructionSettings history(boolean value) {
    history = value;
    return this;
  }

  /** Sets whether the zero-filled image of every slice is kept beside its image. */
  public ReconstructionSettings zeroFilled(boolean value) {
    zeroFilled = value;
    return this;
  }

  /**
   * Sets whether a volume with a fully sampled readout is solved as independent two-dimensional
   * problems along it (the default): less memory and work, wavelets in two dimensions.
   */
  public ReconstructionSettings separateReadout(boolean value) {
    separateReadout = value;
    return this;
  }

  /** Sets the number of virtual coils that each slice's coils are compressed to; 0 for none. */
  public ReconstructionSettings virtualCoils(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("virtual coils: expected 0 or more, got " + value);
    }
    virtualCoils = value;
    return this;
  }

  /** Sets how coil images become one image where there are no sensitivities. */
  public ReconstructionSettings combining(CoilCombining value) {
    combining = value;
    return this;
  }

  /**
   * Sets a start as image {@code [y, x]} or {@code [slice, y, x]}, one for each slice of the scan
   * or of those asked for.
   */
  public ReconstructionSettings start(ComplexArray value) {
    start = value;
    return this;
  }

  /** Sets a start as coefficients, padded, with or without a slice axis as {@link #start}. */
  public ReconstructionSettings startCoefficients(ComplexArray value) {
    startCoefficients = value;
    return this;
  }

  /**
   * Sets the true image, with or without a slice axis as {@link #start}; for the error. One without
   * imaginary parts and negative numbers is a magnitude.
   */
  public ReconstructionSettings truth(ComplexArray value) {
    truth = value;
    return this;
  }

  /**
   * Whether errors in histories are those of the magnitude: where the truth has no phase, or where
   * the phase of the image is that of estimated coil maps.
   *
   * @param withMaps whether there are coil maps, given or estimated
   */
  public boolean comparesMagnitudes(boolean withMaps) {
    boolean estimated = withMaps && !(maps instanceof CoilMaps.Given);
    return truth != null && (estimated || !hasPhase(truth));
  }

  private static boolean hasPhase(ComplexArray array) {
    for (int i = 0; i < array.count(); i++) {
      if (array.im(i) != 0 || array.re(i) < 0) {
        return true;
      }
    }
    return false;
  }

  Method method() {
    return method;
  }

  CoilMaps maps() {
    return maps;
  }

  EspiritParameters espirit() {
    return espirit;
  }

  CgSense.Parameters sense() {
    return sense;
  }

  Mask mask() {
    return mask;
  }

  Sampling sampling() {
    return sampling;
  }

  String wavelet() {
    return wavelet;
  }

  OptionalInt levels() {
    return levels;
  }

  Function<WaveletLayout, RealArray> weights() {
    return weights;
  }

  double lambda() {
    return lambda;
  }

  /** The parameters of the network. */
  public FirenetParameters parameters() {
    return parameters;
  }

  String backend() {
    return backend;
  }

  Optional<String> fallback() {
    return Optional.ofNullable(fallback);
  }

  int verify() {
    return verify;
  }

  Precision precision() {
    return precision;
  }

  int threads() {
    return threads;
  }

  boolean history() {
    return history;
  }

  boolean zeroFilled() {
    return zeroFilled;
  }

  boolean separateReadout() {
    return separateReadout;
  }

  int virtualCoils() {
    return virtualCoils;
  }

  CoilCombining combining() {
    return combining;
  }

  ComplexArray start() {
    return start;
  }

  ComplexArray startCoefficients() {
    return startCoefficients;
  }

  ComplexArray truth() {
    return truth;
  }

  /** Every setting that is a number or a word, by name, for people and records. */
  public Map<String, Object> summary() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("method", method.label());
    out.put("maps", maps.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    out.put("calibration", espirit.calibration());
    out.put("kernel", espirit.kernel());
    out.put("crop", espirit.crop());
    out.put("softCrop", espirit.softCrop());
    out.put("calibrationThreshold", espirit.threshold());
    out.put("virtualCoils", virtualCoils);
    out.put("combining", combining.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (method == Method.FIRENET) {
      out.put("sampling", sampling.toString());
      out.put("wavelet", wavelet);
      out.put("levels", levels.isPresent() ? levels.getAsInt() : "default");
      out.put("weights", weightsName);
      out.put("lambda", lambda);
      out.put("outer", parameters.outer());
      out.put("inner", parameters.inner());
      out.put("nu", parameters.nu());
      out.put("restarts", parameters.restarts());
      out.put("shifts", parameters.shifts().toString());
      putIfGiven(out, "delta", parameters.delta());
      putIfGiven(out, "tau", parameters.tau());
      putIfGiven(out, "sigma", parameters.sigma());
      putIfGiven(out, "norm", parameters.norm());
    } else if (method == Method.SENSE) {
      out.put("iterations", sense.iterations());
      out.put("tolerance", sense.tolerance());
      out.put("tikhonov", sense.lambda());
    }
    out.put("backend", backend);
    out.put("precision", precision.name().toLowerCase(Locale.ROOT));
    out.put("threads", threads);
    out.put("verify", verify);
    out.put("fallback", fallback == null ? "none" : fallback);
    return out;
  }

  private static void putIfGiven(Map<String, Object> out, String name, OptionalDouble value) {
    value.ifPresent(number -> out.put(name, number));
  }
}
