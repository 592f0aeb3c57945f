package org.firenet.cpu;

import org.firenet.array.ComplexArray;
import org.firenet.network.History;
import org.firenet.network.PlanInput;

/** Solves one image at a time; owns the memory for it. */
interface CpuSolver {
  /**
   * Solves one image.
   *
   * @param team the threads to use
   * @param input of the run
   * @param slice which image of it
   * @param images where the result goes, at the same place. Modified.
   * @param history what to record into, or null
   */
  void solve(Team team, PlanInput input, int slice, ComplexArray images, History history);
}
