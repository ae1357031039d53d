package dev.adieu.websocket.it.browsers.fault;

import java.util.List;
import java.util.stream.Stream;

/** Mistakes that a closing provider could make, in the order of the rules that they break. */
public final class Faults {

    public static final List<Fault> ALL = Stream.of(
                    ArgumentFaults.ALL, WireFaults.ALL, EventFaults.ALL, FrameFaults.ALL, ConnectFaults.ALL)
            .flatMap(List::stream)
            .toList();

    private Faults() {}
}
