package org.firenet.benchmarks.gpu;

import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.DevicePlan;
import org.firenet.cuda.DevicePlanDesign;
import org.firenet.cuda.Route;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.network.FirenetParameters;

/**
 * Time of a layer on a device: a run of many blocks less a run of few, over the difference of their
 * layers, by the device's own clock; data and images stay on the device.
 */
final class LayerTiming implements AutoCloseable {
  private static final int WARM_UP = 2;
  private static final int INNER = 32;
  private static final int FEW = 1;
  private static final double MICROSECONDS = 1e3;
  private static final double BYTES_PER_MICROSECOND = 1e3;

  private final GpuCase what;
  private final int batch;
  private final int many;
  private final DeviceImages images;
  private final DevicePlan shortPlan;
  private final DevicePlan longPlan;

  /**
   * Takes the memory and records the layers.
   *
   * @param blocks by how many outer blocks of 32 layers the runs differ
   */
  LayerTiming(Device device, GpuCase what, Route route, int batch, int blocks) {
    this.what = what;
    this.batch = batch;
    this.many = FEW + blocks;
    images = new DeviceImages(device, what, batch);
    try {
      shortPlan = plan(device, route, FEW);
      try {
        longPlan = plan(device, route, many);
      } catch (RuntimeException e) {
        shortPlan.close();
        throw e;
      }
    } catch (RuntimeException e) {
      images.close();
      throw e;
    }
  }

  private DevicePlan plan(Device device, Route route, int outer) {
    FirenetParameters parameters = FirenetParameters.builder().outer(outer).inner(INNER).build();
    DevicePlanDesign design =
        DevicePlanDesign.of(device, what.problem(), parameters, Precision.SINGLE, batch, route);
    DevicePlan plan = design.create();
    try {
      plan.record(batch);
      return plan;
    } catch (RuntimeException e) {
      plan.close();
      throw e;
    }
  }

  /** How the layers are computed. */
  DevicePlanDesign design() {
    return longPlan.design();
  }

  /** The images of the short run. */
  ComplexArray images() {
    try (DeviceStream stream = design().device().newStream()) {
      shortPlan.run(stream, images.kspace(), images.result(), batch);
      return images.download(stream);
    }
  }

  /** Microseconds of a layer of one image. */
  Timing measure(int repetitions) {
    double[] layers = new double[repetitions];
    try (DeviceStream stream = design().device().newStream();
        DeviceEvent start = design().device().newEvent();
        DeviceEvent middle = design().device().newEvent();
        DeviceEvent end = design().device().newEvent()) {
      for (int i = -WARM_UP; i < repetitions; i++) {
        stream.record(start);
        shortPlan.run(stream, images.kspace(), images.result(), batch);
        stream.record(middle);
        longPlan.run(stream, images.kspace(), images.result(), batch);
        stream.record(end);
        end.synchronize();
        if (i >= 0) {
          double difference = end.millisecondsSince(middle) - middle.millisecondsSince(start);
          layers[i] = MICROSECONDS * difference / ((many - FEW) * INNER) / batch;
        }
      }
    }
    return Timing.of(layers);
  }

  /**
   * A row of the report.
   *
   * @param bandwidth of copies, GB/s
   */
  Map<String, Object> json(Timing layer, double bandwidth) {
    double floor = what.floorBytes() / bandwidth / BYTES_PER_MICROSECOND;
    double moved = design().bytesPerLayer();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", what.name());
    row.put("program", design().fused() ? "fused" : "generic");
    row.put("description", design().description());
    row.put("batch", batch);
    row.put("sampled", Timing.rounded(what.problem().mask().orElseThrow().fraction()));
    row.put("workspace_bytes", design().workspaceBytes());
    row.putAll(layer.json("us_per_layer_and_image"));
    row.put("floor_bytes", Timing.rounded(what.floorBytes()));
    row.put("floor_us", Timing.rounded(floor));
    row.put("share_of_floor", Timing.rounded(floor / layer.median()));
    row.put("counted_bytes", Timing.rounded(moved));
    row.put("counted_gb_per_s", Timing.rounded(moved / layer.median() / BYTES_PER_MICROSECOND));
    return row;
  }

  @Override
  public void close() {
    try {
      longPlan.close();
    } finally {
      try {
        shortPlan.close();
      } finally {
        images.close();
      }
    }
  }
}
