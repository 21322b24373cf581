package io.segwatch.agent.cli;

import io.segwatch.agent.config.AgentConfig;
import io.segwatch.agent.config.TestExporters;
import io.segwatch.exporter.ExporterProvider;
import io.segwatch.storage.Lister;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A command line whose agent only takes note of how it was started. */
final class TestCommandLine {
  /** What a command said. */
  record Answer(int status, String out, String err) {}

  final Map<String, String> environment = new HashMap<>();
  final List<ExporterProvider> exporters = new ArrayList<>(TestExporters.ALL);
  Lister lister = Lister.portable();
  AgentRunner runner = this::start;
  boolean colour;
  Optional<AgentConfig> started = Optional.empty();
  Optional<Supplier<AgentConfig>> reload = Optional.empty();

  private int start(AgentConfig config, Supplier<AgentConfig> again) {
    started = Optional.of(config);
    reload = Optional.of(again);
    return ExitStatus.OK;
  }

  Answer run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, colour);
    int status =
        new CommandLineInterface(
                runner,
                List.of(
                    new CheckCommand(_ -> lister),
                    new ConfigCommand(),
                    new HolesCommand(Clock.systemUTC())),
                exporters,
                environment,
                terminal)
            .run(arguments);
    return new Answer(status, out.toString(), err.toString());
  }

  /** The configuration with which the agent was started. */
  AgentConfig config(String... arguments) {
    Answer answer = run(arguments);
    return started.orElseThrow(() -> new AssertionError(answer));
  }
}
