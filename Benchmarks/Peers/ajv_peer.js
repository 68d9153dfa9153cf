// Ajv 6, as Debian packages it. CPU time of the process: the engine's own threads are counted.
"use strict";
const fs = require("fs");
const Ajv = require("ajv");

const seconds = 0.5;
const fewestRounds = 10;

function timed(sweep, sweeps) {
  const start = process.cpuUsage();
  for (let i = 0; i < sweeps; i++) sweep();
  const spent = process.cpuUsage(start);
  return (spent.user + spent.system) * 1000;
}

/** CPU nanoseconds of one sweep: the least of several rounds of 5 ms or more. */
function least(sweep) {
  for (let i = 0; i < 50; i++) sweep();
  const sweeps = Math.max(1, Math.floor(5e6 / Math.max(timed(sweep, 10) / 10, 1000)));
  let best = Infinity;
  let total = 0;
  for (let rounds = 0; rounds < fewestRounds || total < seconds * 1e9; rounds++) {
    const spent = timed(sweep, sweeps);
    best = Math.min(best, spent / sweeps);
    total += spent;
  }
  return best;
}

function compiled(schema) {
  const options = { schemaId: "auto", unknownFormats: "ignore", validateSchema: false, logger: false };
  const ajv = new Ajv(options);
  ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-06.json"));
  return ajv.compile(schema);
}

const [mode, schemaPath, instancesPath] = process.argv.slice(2);
const schema = fs.readFileSync(schemaPath, "utf8");
if (mode === "compile") {
  let best = Infinity;
  for (let i = 0; i < 10; i++) best = Math.min(best, timed(() => compiled(JSON.parse(schema)), 1));
  console.log(best);
} else {
  const accepts = compiled(JSON.parse(schema));
  const texts = fs.readFileSync(instancesPath, "utf8").split("\n").filter((line) => line !== "");
  const documents = texts.map((text) => JSON.parse(text));
  const buffers = texts.map((text) => Buffer.from(text));
  if (mode === "verdicts") {
    console.log(documents.map((document) => (accepts(document) ? "1" : "0")).join(""));
  } else {
    let valid = 0;
    const validate = least(() => {
      valid = 0;
      for (const document of documents) if (accepts(document)) valid++;
    });
    const fromBytes = least(() => {
      for (const buffer of buffers) accepts(JSON.parse(buffer.toString()));
    });
    console.log([validate, fromBytes, valid].join("\t"));
  }
}
