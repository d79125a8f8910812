import packageFile from '../../package.json' with { type: 'json' };

/** The version of Signalbox, which is also that of its API document. */
export const version: string = packageFile.version;
