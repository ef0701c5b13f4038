import type { CommanderError } from 'commander';
import { AppError } from '../../shared/domain/errors.ts';
import type { CliWords } from './text/zh.ts';

/** What commander found wrong with the arguments, in our words. It names the culprit between quotes. */
export function usageError(words: CliWords, error: CommanderError): AppError {
  const [named = '', value = ''] = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const choices = /Allowed choices are (.*)\./.exec(error.message)?.[1];
  const detail =
    choices === undefined
      ? detailOf(words.wrong, error.code, named, value)
      : words.wrong.choice(named, value, choices);
  return new AppError('USAGE', { detail }, { cause: error });
}

/** What is wrong with arguments that commander took. */
export function usageOf(detail: string): AppError {
  return new AppError('USAGE', { detail });
}

function detailOf(wrong: CliWords['wrong'], code: string, named: string, value: string): string {
  switch (code) {
    case 'commander.unknownOption':
      return wrong.unknownOption(named);
    case 'commander.missingArgument':
      return wrong.missingArgument(named);
    case 'commander.optionMissingArgument':
      return wrong.optionMissingArgument(named);
    case 'commander.missingMandatoryOptionValue':
      return wrong.missingOption(named);
    case 'commander.unknownCommand':
      return wrong.unknownCommand(named);
    case 'commander.excessArguments':
      return wrong.excessArguments;
    case 'commander.invalidArgument':
      return wrong.value(named, value);
    default:
      return wrong.noCommand;
  }
}
