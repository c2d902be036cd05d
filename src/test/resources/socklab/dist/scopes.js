// Prints the innermost scope of each place that is asked for, by the engine of VS Code.
// Usage: node scopes.js GRAMMAR ASKED OUT, where ASKED has lines of FILE, LINE and COLUMN from 1, with tabs between.
const fs = require('fs');
const path = require('path');
const textmate = require('vscode-textmate');
const oniguruma = require('vscode-oniguruma');

async function main([grammarFile, asked, out]) {
    const wasm = path.join(path.dirname(require.resolve('vscode-oniguruma')), 'onig.wasm');
    await oniguruma.loadWASM(fs.readFileSync(wasm).buffer);
    const registry = new textmate.Registry({
        onigLib: Promise.resolve({
            createOnigScanner: patterns => new oniguruma.OnigScanner(patterns),
            createOnigString: text => new oniguruma.OnigString(text),
        }),
        loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(grammarFile, 'utf8'), grammarFile),
    });
    const grammar = await registry.loadGrammar('source.socklab');
    const files = new Map();
    const tokens = file => {
        if (!files.has(file)) {
            let stack = textmate.INITIAL;
            files.set(file, fs.readFileSync(file, 'utf8').split(/\r?\n/).map(line => {
                const result = grammar.tokenizeLine(line, stack);
                stack = result.ruleStack;
                return result.tokens;
            }));
        }
        return files.get(file);
    };
    const seen = fs.readFileSync(asked, 'utf8').split('\n').filter(Boolean).map(line => {
        const [file, number, column] = line.split('\t');
        const token = tokens(file)[number - 1].find(t => t.startIndex < column && column <= t.endIndex);
        return token ? token.scopes[token.scopes.length - 1] : '';
    });
    fs.writeFileSync(out, seen.map(s => s + '\n').join(''));
}

main(process.argv.slice(2));
