package io.segwatch.agent.host;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.segwatch.agent.control.ControlServer;
import io.segwatch.agent.scan.ScanBoard;
import io.segwatch.agent.scan.ScanPool;
import io.segwatch.agent.web.WebServer;
import io.segwatch.exporter.NodeSource;
import io.segwatch.ledger.Ledger;
import io.segwatch.storage.SegmentReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/** What all exporters share. */
public record Surroundings(
    Clock clock,
    PrometheusMeterRegistry meters,
    WebServer web,
    ControlServer control,
    ScanBoard board,
    Supplier<Ledger> ledger,
    SegmentReader segments,
    ScanPool scanPool,
    Function<String, NodeSource> nodeSources,
    String node,
    Supplier<URI> publicUrl,
    Path baseDir,
    Path stateDir) {}
