package dev.adieu.websocket.impl.connection.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressOrderTest {

    /** In each pair the addresses as the platform sorts them, and as they are tried. 4 and 6 are the families. */
    @ParameterizedTest
    @CsvSource({
        "4a,                   4a",
        "4a 6a,                4a 6a",
        "6a 4a,                6a 4a",
        "4a 4b 4c,             4a 4b 4c",
        "4a 4b 6a,             4a 6a 4b",
        "6a 6b 6c 4a,          6a 4a 6b 6c",
        "6a 4a 4b 4c,          6a 4a 4b 4c",
        "4a 4b 4c 6a 6b 6c,    4a 6a 4b 6b 4c 6c",
        "6a 4a 6b 6c 6d 4b 4c, 6a 4a 6b 4b 6c 4c 6d"
    })
    void theFamiliesTakeTurnsAndEachKeepsItsOrder(String sorted, String tried) throws UnknownHostException {
        assertThat(AddressOrder.interleaved(addresses(sorted))).isEqualTo(addresses(tried));
    }

    private static List<InetAddress> addresses(String names) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String name : Arrays.asList(names.split(" "))) {
            int last = name.charAt(1);
            addresses.add(InetAddress.getByName(name.charAt(0) == '4' ? "192.0.2." + last : "2001:db8::" + last));
        }
        return addresses;
    }
}
