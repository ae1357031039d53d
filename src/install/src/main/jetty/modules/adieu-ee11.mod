[description]
Adieu, the WebSocket client provider of all applications of Jakarta EE 11.

[environment]
ee11

[before]
ee11-websocket-jakarta

[tags]
websocket

[lib]
lib/adieu/${jar.name}
