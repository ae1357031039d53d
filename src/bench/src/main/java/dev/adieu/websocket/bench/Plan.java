package dev.adieu.websocket.bench;

import dev.adieu.websocket.bench.client.Contestant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The plan of a run.
 *
 * @param windows how many of each, in rounds; in each round all contestants take their turn, in another order
 * @param warmUps windows before those, which do not count
 */
record Plan(List<Workload> workloads, List<Contestant> contestants, int windows, int millis, int warmUps) {

    static final String HELP = """
            The benchmark takes name=value, all optional:
              workloads=W1,W2,W3,W4,W5,W6,W7,W8,W10   what is measured; W4 stands for W4 and W4X64, and so on
              contestants=…                           beginnings of names, such as ADIEU,NETTY; all if left out
              windows=7 millis=1000 warmups=3
            """;

    static Plan of(String... args) {
        String workloads = "W1,W2,W3,W4,W5,W6,W7,W8,W10";
        String contestants = "";
        int windows = 7;
        int millis = 1000;
        int warmUps = 3;
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            switch (pair[0]) {
                case "workloads" -> workloads = pair[1];
                case "contestants" -> contestants = pair[1];
                case "windows" -> windows = Integer.parseInt(pair[1]);
                case "millis" -> millis = Integer.parseInt(pair[1]);
                case "warmups" -> warmUps = Integer.parseInt(pair[1]);
                default -> throw new IllegalArgumentException("\"" + arg + "\" is not known.\n" + HELP);
            }
        }
        return new Plan(Workload.of(workloads), contestants(contestants), windows, millis, warmUps);
    }

    private static List<Contestant> contestants(String beginnings) {
        Set<Contestant> chosen = EnumSet.noneOf(Contestant.class);
        for (String beginning : beginnings.split(",")) {
            List<Contestant> those = Arrays.stream(Contestant.values())
                    .filter(one -> one.name().startsWith(beginning))
                    .toList();
            if (those.isEmpty()) {
                throw new IllegalArgumentException("\"" + beginning + "\" is no contestant; there are "
                        + List.of(Contestant.values()) + ".\n" + HELP);
            }
            chosen.addAll(those);
        }
        return List.copyOf(chosen);
    }
}
