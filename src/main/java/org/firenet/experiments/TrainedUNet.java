package org.firenet.experiments;

/** A trained network of an experiment. */
enum TrainedUNet {
  /** One U-Net behind the zero-filled image, trained with exact data. */
  ALONE("U-Net", false, false),

  /** U-Nets with a step towards the data after each, trained with exact data. */
  CASCADE("U-Net cascade", true, false),

  /** The same, trained with noisy data. */
  NOISY_CASCADE("U-Net cascade, trained with noise", true, true);

  private final String title;
  private final boolean isCascade;
  private final boolean isNoisy;

  TrainedUNet(String title, boolean isCascade, boolean isNoisy) {
    this.title = title;
    this.isCascade = isCascade;
    this.isNoisy = isNoisy;
  }

  /** For tables. */
  String title() {
    return title;
  }

  /** Whether it is several U-Nets. */
  boolean isCascade() {
    return isCascade;
  }

  /** Whether it is trained with noise. */
  boolean isNoisy() {
    return isNoisy;
  }
}
