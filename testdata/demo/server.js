const http = require("http");
http.createServer((req, res) => res.end("books\n")).listen(3000);
