package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.firenet.network.Backend;
import org.firenet.network.BackendFailureException;
import org.firenet.network.Backends;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code firenet backends}. */
@Command(
    name = "backends",
    description = "Lists what can do the arithmetic on this machine, and why the rest can not.")
final class BackendsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Backend backend : Backends.all()) {
      Optional<String> reason = backend.unavailable();
      Map<String, String> details = Map.of();
      if (reason.isEmpty()) {
        try {
          details = backend.details();
        } catch (BackendFailureException e) {
          reason = Optional.of(e.getMessage());
        }
      }
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", backend.name());
      row.put("available", reason.isEmpty());
      row.put("description", reason.orElseGet(backend::description));
      row.put("details", details);
      rows.add(row);
      if (!common.json && !common.quiet) {
        out.printf(
            "%-12s %-4s %s%n",
            backend.name(), reason.isEmpty() ? "yes" : "no", row.get("description"));
        details.forEach((name, text) -> out.printf("%18s%-9s %s%n", "", name, text));
      }
    }
    if (common.json) {
      out.println(Text.json(rows));
    }
    return ExitCode.OK;
  }
}
