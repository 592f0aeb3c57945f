package org.firenet.learned;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.Nd4jArrays;
import org.firenet.operator.ComposedOperator;
import org.firenet.operator.FourierOperator;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.MaskOperator;
import org.firenet.stability.DifferentiableReconstruction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained U-Net or cascade of them behind the zero-filled reconstruction, R(y) = N(A* y), A = M F
 * with the unitary centred Fourier transform of one coil; differentiated exactly both ways: J* v =
 * A N'(A* y)* v by the backward pass of the graph, J e = N'(A* y) A* e by its tangent.
 *
 * <p>Data {@code [ky, kx]}, images {@code [y, x]}, scaled like the images that it was trained with.
 */
public final class UNetReconstruction implements DifferentiableReconstruction {
  private static final String COTANGENT = "cotangent";
  private static final String PAIRING = "pairing";

  private final String name;
  private final Shape image;
  private final Precision precision;
  private final LinearOperator sampling;
  private final TrainableGraph graph;
  private Optional<INDArray> point = Optional.empty();
  private boolean isClosed;

  /**
   * Puts a network behind a mask.
   *
   * @param name for tables
   * @param mask {@code [ky, kx]}, also says how large the images are
   * @param precision of the arithmetic
   * @throws IllegalArgumentException if the network does not fit images of that size
   */
  public UNetReconstruction(String name, UNetWeights weights, Mask mask, Precision precision) {
    this.name = name;
    this.image = mask.shape();
    this.precision = precision;
    sampling =
        ComposedOperator.of(List.of(new MaskOperator(image, mask), new FourierOperator(image, 2)));
    DataType type = precision == Precision.SINGLE ? DataType.FLOAT : DataType.DOUBLE;
    UNetGraph network = UNetGraph.of(weights.settings(), mask, type, 0, true);
    SameDiff sd = network.graph();
    weights.arrays().forEach((key, array) -> sd.getArrForVarName(key).assign(array.castTo(type)));
    SDVariable cotangent = sd.placeHolder(COTANGENT, type, -1, -1, -1, 2);
    sd.getVariable(UNetGraph.OUTPUT).mul(cotangent).sum().rename(PAIRING);
    graph = new TrainableGraph(sd, List.of(UNetGraph.IMAGE), PAIRING);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape data() {
    return image;
  }

  @Override
  public Shape image() {
    return image;
  }

  @Override
  public ComplexArray reconstruct(ComplexArray kspace) {
    requireOpen();
    return output(zeroFilled("kspace", kspace));
  }

  @Override
  public ComplexArray linearise(ComplexArray kspace) {
    requireOpen();
    INDArray input = zeroFilled("kspace", kspace);
    ComplexArray out = output(input);
    point = Optional.of(input);
    return out;
  }

  @Override
  public ComplexArray vjp(ComplexArray cotangent) {
    INDArray input = requireLinearised();
    ComplexArray.requireShape("cotangent", cotangent.shape(), image);
    INDArray gradient =
        graph
            .gradient(Map.of(UNetGraph.IMAGE, input, COTANGENT, array(cotangent)))
            .by()
            .get(UNetGraph.IMAGE);
    return sampling.forward(image(gradient).to(Precision.DOUBLE)).to(precision);
  }

  @Override
  public ComplexArray jvp(ComplexArray direction) {
    INDArray input = requireLinearised();
    return image(
        graph.output(
            Map.of(UNetGraph.IMAGE, input, UNetGraph.DIRECTION, zeroFilled("direction", direction)),
            UNetGraph.TANGENT));
  }

  @Override
  public void close() {
    isClosed = true;
    point = Optional.empty();
  }

  private ComplexArray output(INDArray input) {
    return image(graph.output(Map.of(UNetGraph.IMAGE, input), UNetGraph.OUTPUT));
  }

  private INDArray zeroFilled(String argument, ComplexArray kspace) {
    ComplexArray.requireShape(argument, kspace.shape(), image);
    kspace.requireFinite(argument);
    return array(sampling.adjoint(kspace.to(Precision.DOUBLE)));
  }

  private INDArray array(ComplexArray values) {
    return Nd4j.expandDims(Nd4jArrays.toNd4j(values.to(precision)), 0);
  }

  private ComplexArray image(INDArray array) {
    return Nd4jArrays.complex(array.reshape('c', image.extent(0), image.extent(1), 2));
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the network is closed");
    }
  }

  private INDArray requireLinearised() {
    requireOpen();
    return point.orElseThrow(() -> new IllegalStateException("nothing was linearised"));
  }
}
