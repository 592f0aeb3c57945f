package org.firenet.acquisition;

import java.util.List;
import java.util.Optional;

/**
 * How a scan is to be read; everything not set has its default.
 *
 * @param axes names of the axes of an array file, see {@link ArrayScan}
 * @param selection the images wanted
 * @param group of an ISMRMRD file
 * @param encoding of an ISMRMRD file: which of its encodings, from 0
 * @param whiten whether noise is made white where there is a noise scan
 * @param removeOversampling whether readout oversampling is removed before solving
 * @param reconSpace whether images get the matrix and field of view that the header wants shown
 */
public record ScanOptions(
    Optional<List<String>> axes,
    ImageSelection selection,
    Optional<String> group,
    int encoding,
    boolean whiten,
    boolean removeOversampling,
    boolean reconSpace) {
  /** All images, everything prepared. */
  public static ScanOptions defaults() {
    return new ScanOptions(
        Optional.empty(), ImageSelection.all(), Optional.empty(), 0, true, true, true);
  }

  /** The same with names of axes. */
  public ScanOptions withAxes(List<String> names) {
    return new ScanOptions(
        Optional.of(List.copyOf(names)),
        selection,
        group,
        encoding,
        whiten,
        removeOversampling,
        reconSpace);
  }

  /** The same with another selection. */
  public ScanOptions withSelection(ImageSelection images) {
    return new ScanOptions(axes, images, group, encoding, whiten, removeOversampling, reconSpace);
  }

  /** The same for another encoding. */
  public ScanOptions withEncoding(int number) {
    return new ScanOptions(axes, selection, group, number, whiten, removeOversampling, reconSpace);
  }

  /** The same without making noise white. */
  public ScanOptions withoutWhitening() {
    return new ScanOptions(axes, selection, group, encoding, false, removeOversampling, reconSpace);
  }

  /** The same, solved with readout oversampling. */
  public ScanOptions withOversampling() {
    return new ScanOptions(axes, selection, group, encoding, whiten, false, reconSpace);
  }

  /** The same, images left on the sampled grid. */
  public ScanOptions withSampledMatrix() {
    return new ScanOptions(axes, selection, group, encoding, whiten, removeOversampling, false);
  }
}
