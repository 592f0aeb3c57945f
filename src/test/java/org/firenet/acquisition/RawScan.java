package org.firenet.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.firenet.io.ismrmrd.AcquisitionHeader;
import org.firenet.io.ismrmrd.IsmrmrdWriter;

/** Writes ISMRMRD files for tests, their headers as text. */
public final class RawScan {
  private final List<String> encodings = new ArrayList<>();
  private final List<AcquisitionHeader> heads = new ArrayList<>();
  private final List<float[]> samples = new ArrayList<>();
  private String system = "";

  /** An encoding; matrices are x, y, z, fields of view in millimetres likewise. */
  public RawScan encoding(
      int[] encoded, double[] field, int[] recon, double[] reconField, String more) {
    encodings.add(
        "<encoding><encodedSpace>%s</encodedSpace><reconSpace>%s</reconSpace>%s</encoding>"
            .formatted(
                space(encoded, field),
                space(recon, reconField),
                more.contains("<trajectory>")
                    ? more
                    : "<encodingLimits/><trajectory>cartesian</trajectory>" + more));
    return this;
  }

  /** An encoding whose images are its grid, one millimetre a voxel. */
  public RawScan encoding(int x, int y, int z) {
    int[] matrix = {x, y, z};
    double[] field = {x, y, z};
    return encoding(matrix, field, matrix, field, "");
  }

  private static String space(int[] matrix, double[] field) {
    return ("<matrixSize><x>%d</x><y>%d</y><z>%d</z></matrixSize>"
            + "<fieldOfView_mm><x>%s</x><y>%s</y><z>%s</z></fieldOfView_mm>")
        .formatted(matrix[0], matrix[1], matrix[2], field[0], field[1], field[2]);
  }

  /** Sets the header's relative receiver noise bandwidth. */
  public RawScan relativeNoiseBandwidth(double ratio) {
    system =
        "<acquisitionSystemInformation><relativeReceiverNoiseBandwidth>%s</relativeReceiverNoiseBandwidth></acquisitionSystemInformation>"
            .formatted(ratio);
    return this;
  }

  /** A line whose sample s of coil c is value(c, s). */
  public RawScan add(Acquisitions line, Value value) {
    AcquisitionHeader head = line.header();
    float[] data = new float[2 * head.channels() * head.samples()];
    for (int i = 0; i < data.length / 2; i++) {
      double[] number = value.at(i / head.samples(), i % head.samples());
      data[2 * i] = (float) number[0];
      data[2 * i + 1] = (float) number[1];
    }
    heads.add(head);
    samples.add(data);
    return this;
  }

  /** Real and imaginary part of a sample. */
  @FunctionalInterface
  public interface Value {
    /** At a coil and a sample. */
    double[] at(int coil, int sample);
  }

  /** Writes the file. */
  public Path write(Path path) throws IOException {
    String xml =
        "<?xml version=\"1.0\"?><ismrmrdHeader xmlns=\"http://www.ismrm.org/ISMRMRD\">"
            + system
            + "<experimentalConditions><H1resonanceFrequency_Hz>63500000</H1resonanceFrequency_Hz>"
            + "</experimentalConditions>"
            + String.join("", encodings)
            + "</ismrmrdHeader>";
    try (IsmrmrdWriter writer = IsmrmrdWriter.create(path, xml)) {
      for (int i = 0; i < heads.size(); i++) {
        writer.append(heads.get(i), samples.get(i));
      }
      writer.commit();
    }
    return path;
  }
}
