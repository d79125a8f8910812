import type { Fields } from './command.ts';
import { textOf } from './xml-text.ts';

const parameters: Readonly<Record<string, string>> = {
  Prefix: 'prefix',
  StartAfter: 'start-after',
  MaxKeys: 'max-keys',
  ContinuationToken: 'continuation-token',
};

/** The query of a listing. */
export function listQuery(input: Fields): string {
  const pairs = Object.entries(parameters).flatMap(([field, name]) =>
    input[field] === undefined ? [] : [`${name}=${encodeURIComponent(String(input[field]))}`],
  );
  return `?${['list-type=2', ...pairs].join('&')}`;
}

/** ListBucketResult (docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html), as the SDK gives it. */
export function readListing(xml: string): Fields {
  const contents = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, content = '']) => ({
    Key: textOf(content, 'Key'),
    Size: Number(textOf(content, 'Size') ?? 0),
    LastModified: new Date(textOf(content, 'LastModified') ?? 0),
  }));
  return {
    Contents: contents.length === 0 ? undefined : contents,
    IsTruncated: textOf(xml, 'IsTruncated') === 'true',
    NextContinuationToken: textOf(xml, 'NextContinuationToken'),
  };
}
