// Reads each BPMN file named, as JSON: the warnings of bpmn-moddle and what bpmnlint's recommended rules find.
import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';
import { Linter } from 'bpmnlint';
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js';

const config = { extends: 'bpmnlint:recommended' };
const found = {};
for (const file of process.argv.slice(2)) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(readFileSync(file, 'utf8'));
  // Rules remember the identifiers they have seen, so every file gets a linter of its own.
  const report = await new Linter({ config, resolver: new NodeResolver() }).lint(rootElement);
  const problems = Object.entries(report).flatMap(([rule, list]) =>
    list.map(({ category, id, message }) => ({ rule, category, id, message })));
  found[file] = { warnings: warnings.map(({ message }) => message), problems };
}
console.log(JSON.stringify(found));
