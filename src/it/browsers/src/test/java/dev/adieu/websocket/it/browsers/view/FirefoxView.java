package dev.adieu.websocket.it.browsers.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adieu.websocket.it.browsers.run.BidiSession;
import dev.adieu.websocket.it.browsers.run.Browser.Certificates;
import dev.adieu.websocket.it.browsers.run.Firefox;
import java.net.URI;
import java.util.Base64;

/** Firefox, driven by W3C WebDriver BiDi, which needs no driver program. */
final class FirefoxView implements View {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Firefox firefox = Firefox.openRemote(Certificates.TRUSTED);
    private final BidiSession session = firefox.session();

    @Override
    public void open(URI page) {
        session.open(page);
    }

    @Override
    public void width(int pixels) {
        session.command(
                "browsingContext.setViewport",
                session.inContext()
                        .set(
                                "viewport",
                                JSON.createObjectNode().put("width", pixels).put("height", 900)));
    }

    @Override
    public String evaluate(String expression) {
        ObjectNode parameters = JSON.createObjectNode()
                .put("expression", "Promise.resolve(" + expression + ").then(String)")
                .put("awaitPromise", true);
        parameters.set("target", session.inContext());
        JsonNode result = session.command("script.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.at("/exceptionDetails/text").asText());
        }
        return result.at("/result/value").asText();
    }

    @Override
    public void type(String keys) {
        ObjectNode parameters = session.inContext();
        ObjectNode keyboard =
                parameters.putArray("actions").addObject().put("type", "key").put("id", "keyboard");
        var actions = keyboard.putArray("actions");
        keys.codePoints().mapToObj(Character::toString).forEach(key -> {
            actions.addObject().put("type", "keyDown").put("value", key);
            actions.addObject().put("type", "keyUp").put("value", key);
        });
        session.command("input.performActions", parameters);
    }

    @Override
    public byte[] screenshot() {
        return Base64.getDecoder()
                .decode(session.command("browsingContext.captureScreenshot", session.inContext())
                        .get("data")
                        .asText());
    }

    @Override
    public void close() {
        firefox.close();
    }
}
