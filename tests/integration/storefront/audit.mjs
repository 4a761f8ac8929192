// Runs every audit of the npm package graphql-http against the address given, and prints what failed.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(`${process.argv[2]}/package.json`));
const { auditServer } = require("graphql-http");

const results = await auditServer({ url: process.argv[3] });
const failed = results.filter((result) => result.status !== "ok");
console.log(JSON.stringify({
  total: results.length,
  failed: failed.map(({ id, name, status, reason }) => ({ id, name, status, reason })),
}));
