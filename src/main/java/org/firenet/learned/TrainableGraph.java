package org.firenet.learned;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A SameDiff graph with a loss, differentiated once. */
final class TrainableGraph {
  /** Runs after which memory is tidied up. */
  private static final int TIDY = 20;

  private final SameDiff graph;
  private final List<String> variables;
  private final String loss;
  private int runs;

  /**
   * Differentiates.
   *
   * @param graph complete. Modified: the gradients are put into it.
   * @param variables to differentiate with respect to, placeholders included
   * @param loss name of the scalar to be made small
   */
  TrainableGraph(SameDiff graph, List<String> variables, String loss) {
    this.graph = graph;
    this.variables = List.copyOf(variables);
    this.loss = loss;
    graph.setLossVariables(loss);
    SilencedOutput.during(() -> graph.createGradFunction(variables.toArray(String[]::new)));
  }

  /** The trainable arrays themselves, by name. */
  Map<String, INDArray> arrays() {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (String name : variables) {
      if (graph.getVariable(name).getVariableType() == VariableType.VARIABLE) {
        arrays.put(name, graph.getArrForVarName(name));
      }
    }
    return arrays;
  }

  /** The loss, and its gradient by variable. */
  Gradient gradient(Map<String, INDArray> inputs) {
    tidy();
    OutAndGrad result = graph.calculateGradientsAndOutputs(inputs, List.of(loss), variables);
    return new Gradient(result.getOutputs().get(loss).getDouble(0), result.getGradients());
  }

  /** One output of the graph. */
  INDArray output(Map<String, INDArray> inputs, String name) {
    tidy();
    return graph.output(inputs, name).get(name);
  }

  /**
   * What operations take outside of the heap is given back once their Java objects are found dead,
   * and nothing but the garbage collector finds that; the heap alone would not call it for long.
   */
  private void tidy() {
    if (++runs % TIDY == 0) {
      System.gc();
    }
  }

  /** A loss and its gradient. */
  record Gradient(double loss, Map<String, INDArray> by) {}
}
