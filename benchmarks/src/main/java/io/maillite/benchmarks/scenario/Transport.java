package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.server.Server;

/** What is carried, and how the server is reached. */
record Transport(Server server, int port, boolean tls, Load load) {}
