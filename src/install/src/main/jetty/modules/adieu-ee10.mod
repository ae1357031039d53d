[description]
Adieu, the WebSocket client provider of all applications of Jakarta EE 10.

[environment]
ee10

[before]
ee10-websocket-jakarta

[tags]
websocket

[lib]
lib/adieu/${jar.name}
