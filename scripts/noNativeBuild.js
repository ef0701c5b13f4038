/**
 * Stands for node-gyp while packages are installed (`node-gyp` in .npmrc). npm calls it for every package with a
 * binding.gyp, whatever the package says of itself in `gypfile`, and it would ask for Python and a compiler. The
 * native parts used here bring their binaries along; a package that does not is found out by the first test.
 */
process.stdout.write('Native parts come ready made; nothing is compiled.\n');
