package io.maillite.benchmarks.scenario;

import io.maillite.benchmarks.load.Load;
import io.maillite.benchmarks.load.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All scenarios, in the order of the page. */
public final class Scenarios {
    private static final Load SMALL = new Load(2000, 4 << 10);
    private static final Load MEDIUM = new Load(200, 100 << 10);
    private static final Load LARGE = new Load(5, 20 << 20);
    private static final Load FAR = new Load(200, 4 << 10);

    private Scenarios() {}

    /** All of them. */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            String name = protocol.name().toLowerCase(Locale.ROOT);
            for (Place place : Place.values()) {
                String at = name + place.suffix();
                all.add(new Transfer(at + "-4k", protocol, SMALL, place, 0, false));
                all.add(new Transfer(at + "-100k", protocol, MEDIUM, place, 0, false));
                all.add(new Transfer(at + "-20m", protocol, LARGE, place, 0, false));
            }
            all.add(new Transfer(name + "-4k-tls", protocol, SMALL, Place.MEMORY, 0, true));
            all.add(new Transfer(name + "-100k-tls", protocol, MEDIUM, Place.MEMORY, 0, true));
            all.add(new Transfer(name + "-20m-tls", protocol, LARGE, Place.MEMORY, 0, true));
            all.add(new Transfer(name + "-4k-20ms", protocol, FAR, Place.MEMORY, 20, false));
            all.add(new Transfer(name + "-4k-80ms", protocol, FAR, Place.MEMORY, 80, false));
        }
        return all;
    }
}
