import { parseSync } from 'vite';

export interface Import {
  specifier: string;
  /** `type` leaves nothing behind at run time. */
  kind: 'value' | 'type' | 'dynamic';
  line: number;
}

/** A text that stands in the code: a string, a piece of a template, text between tags. */
export interface Literal {
  text: string;
  line: number;
}

export interface ParsedModule {
  imports: readonly Import[];
  /** Names that it exports; `default` among them. */
  exports: readonly string[];
  /** True when it does nothing but pass on what other files export. */
  isBarrel: boolean;
  literals: readonly Literal[];
  /** What is called or read by a name that begins with something global: `Date.now`, `new Date()`, `console.log`. */
  uses: readonly Literal[];
}

type Node = { type: string; start: number } & Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Reads a file of TypeScript with the parser that also builds the page. Throws where it can't be read. */
export function parseModule(path: string, text: string): ParsedModule {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]!.message}`);
  const lines = lineStarts(text);
  const lineOf = (node: Node) => lines.findLastIndex((start) => start <= node.start) + 1;
  const imports: Import[] = [];
  const exports: string[] = [];
  const literals: Literal[] = [];
  const uses: Literal[] = [];
  const body = (program as unknown as { body: Node[] }).body;

  const visit = (node: Node, parent: Node | null): void => {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration': {
        if (isNode(node.source)) {
          const specifiers = (node.specifiers as Node[] | undefined) ?? [];
          const onlyTypes =
            specifiers.length > 0 &&
            specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type');
          const isType = node.importKind === 'type' || node.exportKind === 'type' || onlyTypes;
          imports.push({
            specifier: String(node.source.value),
            kind: isType ? 'type' : 'value',
            line: lineOf(node),
          });
        }
        exports.push(...exportedNames(node));
        if (isNode(node.declaration)) visit(node.declaration, node);
        return;
      }
      case 'ExportDefaultDeclaration':
        exports.push('default');
        break;
      case 'ImportExpression':
        if (isNode(node.source) && node.source.type === 'Literal') {
          imports.push({ specifier: String(node.source.value), kind: 'dynamic', line: lineOf(node) });
        }
        break;
      case 'TSImportType': {
        const source = isNode(node.source) ? node.source : node.argument;
        const value = isNode(source) ? (isNode(source.literal) ? source.literal.value : source.value) : null;
        imports.push({ specifier: String(value), kind: 'type', line: lineOf(node) });
        return;
      }
      case 'Literal':
        if (typeof node.value === 'string') literals.push({ text: node.value, line: lineOf(node) });
        break;
      case 'JSXText':
        literals.push({ text: String(node.value), line: lineOf(node) });
        break;
      case 'TemplateLiteral':
        for (const piece of node.quasis as Node[]) {
          const { raw } = piece.value as { raw: string };
          literals.push({ text: raw, line: lineOf(piece) });
        }
        break;
      case 'MemberExpression': {
        const name = memberName(node);
        // Of a.b.c the whole chain is told once.
        if (name && parent?.type !== 'MemberExpression') uses.push({ text: name, line: lineOf(node) });
        break;
      }
      case 'NewExpression':
      case 'CallExpression': {
        const { callee } = node;
        if (isNode(callee) && callee.type === 'Identifier') {
          const given = (node.arguments as unknown[]).length === 0 ? '()' : '(…)';
          const word = node.type === 'NewExpression' ? 'new ' : '';
          uses.push({ text: `${word}${String(callee.name)}${given}`, line: lineOf(node) });
        }
        break;
      }
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === 'source' && node.type.startsWith('Import')) continue;
      if (Array.isArray(value)) {
        for (const one of value) if (isNode(one)) visit(one, node);
      } else if (isNode(value)) visit(value, node);
    }
  };
  for (const statement of body) visit(statement, null);

  const isBarrel =
    body.length > 0 &&
    body.every(
      (statement) =>
        (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportAllDeclaration') &&
        isNode(statement.source),
    );
  return { imports, exports, isBarrel, literals, uses };
}

function exportedNames(node: Node): string[] {
  if (node.type === 'ImportDeclaration') return [];
  if (node.type === 'ExportAllDeclaration') return isNode(node.exported) ? [String(node.exported.name)] : [];
  const names = ((node.specifiers as Node[] | undefined) ?? []).map((one) =>
    String((one.exported as Node).name ?? (one.exported as Node).value),
  );
  const { declaration } = node;
  if (!isNode(declaration)) return names;
  if (declaration.type === 'VariableDeclaration') {
    for (const one of declaration.declarations as Node[]) {
      if (isNode(one.id) && one.id.type === 'Identifier') names.push(String(one.id.name));
    }
  } else if (isNode(declaration.id)) names.push(String(declaration.id.name));
  return names;
}

/** `Date.now` of the expression Date.now; null where it does not begin with a name. */
function memberName(node: Node): string | null {
  const { object, property, computed } = node;
  if (computed === true || !isNode(property)) return null;
  const name = String(property.name);
  if (!isNode(object)) return null;
  if (object.type === 'Identifier') return `${String(object.name)}.${name}`;
  if (object.type === 'MemberExpression') {
    const before = memberName(object);
    return before ? `${before}.${name}` : null;
  }
  return null;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
