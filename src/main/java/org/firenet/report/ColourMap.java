package org.firenet.report;

/**
 * Colours for numbers between 0 and 1, as 256 steps.
 *
 * <p>{@link #PHASE} and {@link #HEAT} are curves in the OKLCh colour space (lightness, chroma,
 * hue), so that equal steps look alike.
 */
public enum ColourMap {
  /** From black to white. */
  GREY {
    @Override
    int colour(double place) {
      int grey = (int) Math.round(255 * place);
      return grey << 16 | grey << 8 | grey;
    }
  },
  /** A circle of hues of one lightness: 0 and 1 are the same colour. */
  PHASE {
    @Override
    int colour(double place) {
      return ofLch(0.74, 0.125, 2 * Math.PI * place - 2.6);
    }
  },
  /** From black over violet, red and orange to pale yellow; lightness grows evenly. */
  HEAT {
    @Override
    int colour(double place) {
      double chroma = 0.2 * Math.pow(Math.sin(Math.PI * Math.min(0.93, 0.04 + 0.9 * place)), 0.8);
      return ofLch(0.97 * place, place == 0 ? 0 : chroma, Math.toRadians(295 + 172 * place));
    }
  };

  /** Number of colours. */
  static final int STEPS = 256;

  private int[] colours;

  /** The colour {@code 0xRRGGBB} of a place from 0 to 1; beyond, that of the nearer end. */
  public int rgb(double place) {
    double limited = Math.min(1, Math.max(0, place));
    return colours()[(int) Math.round((STEPS - 1) * limited)];
  }

  /** Red, green and blue of every step, one byte each. */
  byte[] table() {
    byte[] out = new byte[3 * STEPS];
    for (int i = 0; i < STEPS; i++) {
      int colour = colours()[i];
      out[3 * i] = (byte) (colour >> 16);
      out[3 * i + 1] = (byte) (colour >> 8);
      out[3 * i + 2] = (byte) colour;
    }
    return out;
  }

  /** The colour dimmed by a brightness from 0 to 1. */
  static int dimmed(int colour, double brightness) {
    int red = (int) Math.round((colour >> 16 & 0xff) * brightness);
    int green = (int) Math.round((colour >> 8 & 0xff) * brightness);
    int blue = (int) Math.round((colour & 0xff) * brightness);
    return red << 16 | green << 8 | blue;
  }

  /** The colour at a place from 0 to 1, computed. */
  abstract int colour(double place);

  private synchronized int[] colours() {
    if (colours == null) {
      int[] steps = new int[STEPS];
      for (int i = 0; i < STEPS; i++) {
        steps[i] = colour(i / (STEPS - 1.0));
      }
      colours = steps;
    }
    return colours;
  }

  /** OKLCh to sRGB; what sRGB has not is cut off. */
  private static int ofLch(double lightness, double chroma, double hue) {
    double a = chroma * Math.cos(hue);
    double b = chroma * Math.sin(hue);
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    int red = encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    int green = encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    int blue = encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    return red << 16 | green << 8 | blue;
  }

  private static double cube(double value) {
    return value * value * value;
  }

  /** The sRGB transfer function, as a byte. */
  private static int encoded(double linear) {
    double limited = Math.min(1, Math.max(0, linear));
    double value =
        limited <= 0.0031308 ? 12.92 * limited : 1.055 * Math.pow(limited, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * value);
  }
}
